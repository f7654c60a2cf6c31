"""Owns the coming to exist of a prison: its row, its host, its schema and its role, entirely or not at all."""

import re

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, envelopes
from core.errors import Conflict, Refused
from tenants.isolation import names
from tenants.isolation.acting import owner_in
from tenants.models import CLASSES, KINDS, Domain, Prison, Province
from tenants.provisioning import steps
from tenants.provisioning.schema import create_schema

SLUG = re.compile(r"[a-z][a-z0-9-]{1,30}")
# names that people and programs expect to be the platform's own
RESERVED_SLUGS = frozenset({"www", "api", "admin", "mail", "static", "sabut", "app", "pasar"})
PROVINCE = re.compile(r"[0-9]{2}")


def create_prison(
    code: str, *, name: str, kind: str, prison_class: str, province_code: str, slug: str, by: str, is_demo: bool = False
) -> Prison:
    """Make a prison: register row, host `<slug>.<base>`, schema and role, in one transaction.

    The caller acts as the owner, inside a transaction. Repeating it with the same facts returns the prison that is there.
    Raises Refused for a malformed or unknown value, Conflict when the code or the host belongs to another prison.
    """
    names.checked_code(code)
    province = checked_place(kind=kind, prison_class=prison_class, province_code=province_code)
    host = f"{checked_slug(slug)}.{settings.BASE_HOST}"
    there: Prison | None = Prison.objects.filter(code=code).first()
    if there is not None:
        return _same_prison(there, name=name, host=host)
    try:
        with transaction.atomic():
            prison: Prison = Prison.objects.create(
                code=code,
                schema_name=names.schema_of(code),
                role_name=names.role_of(code),
                name=name,
                kind=kind,
                prison_class=prison_class,
                province=province,
                timezone=province.timezone,
                is_demo=is_demo,
                public_key=envelopes.public_key(code),
            )
            Domain.objects.create(domain=host, tenant=prison, is_primary=True)
    except IntegrityError as error:
        rule = _("This address belongs to another prison.")
        raise Conflict(code="host-taken", field="domain", value=host, rule=rule) from error
    steps.done("domain")
    with owner_in(code):
        create_schema(code)
    audit.record("prison.created", by=by, subject=f"prison:{code}", prison=code)
    return prison


def checked_place(*, kind: str, prison_class: str, province_code: str) -> Province:
    """The province, when kind, class and province are known; raises Refused naming the first that is not."""
    if kind not in KINDS:
        rule = _("The kind is one of %(known)s.") % {"known": ", ".join(KINDS)}
        raise Refused(code="kind-unknown", field="kind", value=kind[:80], rule=rule)
    if prison_class not in CLASSES:
        rule = _("The class is one of %(known)s.") % {"known": ", ".join(CLASSES)}
        raise Refused(code="class-unknown", field="class", value=prison_class[:80], rule=rule)
    province = Province.objects.filter(code=province_code).first() if PROVINCE.fullmatch(province_code) else None
    if province is None:
        rule = _("The province is a two-digit code of the province register (Kepmendagri).")
        raise Refused(code="province-unknown", field="province", value=province_code[:80], rule=rule)
    return province


def checked_slug(slug: str) -> str:
    """The first label of the prison's host; raises Refused (field `domain`) when it cannot be one."""
    if not SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        rule = _("The address is 2 to 31 small letters, digits and hyphens, and begins with a letter.")
        raise Refused(code="domain-malformed", field="domain", value=slug[:80], rule=rule)
    return slug


def _same_prison(there: Prison, *, name: str, host: str) -> Prison:
    if there.name == name and there.domains.filter(domain=host).exists():
        return there
    rule = _("This code belongs to %(prison)s.") % {"prison": there.name}
    raise Conflict(code="code-taken", field="code", value=there.code, rule=rule)
