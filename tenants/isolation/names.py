"""Owns the names of the wall: prison code, schema, role and host are derived here once, never from user text."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import Refused

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
RESERVED_CODES = frozenset({"PUBLIC", "PG", "ADMIN", "WWW", "API", "LOCALHOST"})


def checked_code(code: str) -> str:
    """The prison code itself when it is well formed; raises Refused (field `code`) otherwise."""
    if not CODE.fullmatch(code) or code in RESERVED_CODES:
        rule = _(
            "A prison code has 2 to 10 capital letters and digits, begins with a letter and is not a reserved word."
        )
        raise Refused(code="code-malformed", field="code", value=code[:80], rule=rule)
    return code


def schema_of(code: str) -> str:
    """The schema of a prison: IDM -> prison_idm."""
    return f"prison_{checked_code(code).lower()}"


def role_of(code: str) -> str:
    """The database role of a prison: IDM -> sabut_prison_idm."""
    return shared_role(schema_of(code))


def shared_role(short: str) -> str:
    """A role's name on the server: gate -> sabut_gate. The prefix tells installations on one server apart."""
    return f"{settings.INSTALLATION}_{short}"
