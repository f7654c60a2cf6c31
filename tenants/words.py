"""Owns the words for roles, as pages and refusals say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAFF_ROLES: dict[str, str | Promise] = {
    "head": _("Head"),
    "verifier": _("Verifier"),
    "treasurer": _("Treasurer"),
    "officer": _("Work-section officer"),
    "instructor": _("Instructor"),
    "cooperative": _("Cooperative"),
    "bapas": _("Bapas counsellor"),
}
OTHER_ROLES: dict[str, str | Promise] = {
    "complaint": _("Complaints officer"),
    "regional": _("Regional office"),
    "analyst": _("National analyst"),
    "publisher": _("National publisher"),
}


def role_words(role: str) -> str:
    """A role as people say it."""
    return str((STAFF_ROLES | OTHER_ROLES).get(role, role))
