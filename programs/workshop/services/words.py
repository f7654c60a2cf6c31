"""Owns the check of a written text: something is said, and not more than there is room for."""

from django.utils.translation import gettext as _

from core.errors import Refused


def checked_text(text: str, *, field: str, longest: int, required: bool = True) -> str:
    """The text without blanks around it; Refused when it is empty (unless it may be) or too long."""
    clean = text.strip().replace("\r\n", "\n")
    if required and not clean:
        raise Refused(code="text-length", field=field, value=0, rule=_("Fill this in."))
    if len(clean) > longest:
        rule = _("Write at most %(longest)d characters.") % {"longest": longest}
        raise Refused(code="text-length", field=field, value=len(clean), rule=rule)
    return clean
