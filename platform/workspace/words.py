"""Owns the words for staff roles on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, str | Promise] = {
    "head": _("Head"),
    "verifier": _("Verifier"),
    "treasurer": _("Treasurer"),
    "officer": _("Work-section officer"),
    "instructor": _("Instructor"),
    "cooperative": _("Cooperative"),
    "bapas": _("Bapas counsellor"),
}


def role_words(role: str) -> str:
    """A role as people say it."""
    return str(ROLES.get(role, role))
