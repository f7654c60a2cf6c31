"""Owns how an icon stands in a page: an outline of lucide as inline SVG, decoration that no screen reader speaks."""

from functools import lru_cache

import lucide as outlines
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ICON_SIZE = 20


@register.simple_tag
def lucide(name: str, size: int = ICON_SIZE) -> SafeString:
    """`{% lucide "shopping-basket" size=20 %}`; the words beside an icon say what it means."""
    return drawn(str(name), int(size))


@lru_cache(maxsize=512)
def drawn(name: str, size: int = ICON_SIZE) -> SafeString:
    """An icon as SVG. Raises lucide's IconDoesNotExist for a name without a drawing."""
    facts: dict[str, object] = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    drawing = outlines._render_icon(name, size, **facts)
    return mark_safe(" ".join(drawing.split()))  # noqa: S308 - a drawing of the package, the names are ours
