"""Owns what a typed text must be: without outer spaces, not longer than its column, said where it is needed."""

from django.utils.translation import gettext as _

from core.errors import Refused


def checked_text(text: str, *, field: str, longest: int, shortest: int = 1, is_needed: bool = False) -> str:
    """The text without outer spaces; raises Refused (code `text-length`), which tells its length and never quotes it."""
    text = " ".join(text.split())
    if len(text) > longest:
        rule = _("Write at most %(longest)d characters.") % {"longest": longest}
        raise Refused(code="text-length", field=field, value=len(text), rule=rule)
    if is_needed and len(text) < shortest:
        rule = _("Write at least %(shortest)d characters.") % {"shortest": shortest}
        raise Refused(code="text-length", field=field, value=len(text), rule=rule)
    return text
