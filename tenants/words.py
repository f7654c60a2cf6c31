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
DEPUTIES: dict[str, str | Promise] = {
    "": _("No, the role itself"),
    "plh": _("Plh – for some days"),
    "plt": _("Plt – until a successor is named"),
}
# four different persons: product rule 13
FOUR_ACTS: dict[str, str | Promise] = {
    "officer": _("records"),
    "verifier": _("verifies"),
    "treasurer": _("pays"),
    "head": _("approves"),
}


def role_words(role: str) -> str:
    """A role as people say it."""
    return str((STAFF_ROLES | OTHER_ROLES).get(role, role))
