"""Owns how a page names its style sheet and script: the bundles, or their sources where static files are live."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.assets import SCRIPT, SHEET
from core.assets.bundles import script_names, sheet_names

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to the style sheet of every page."""
    names = sheet_names() if settings.LIVE_STATIC else [SHEET]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', _addresses(names))


@register.simple_tag
def scripts() -> SafeString:
    """The scripts of every page; each works only once the page is read."""
    names = script_names() if settings.LIVE_STATIC else [SCRIPT]
    return format_html_join("\n", '<script src="{}" defer></script>', _addresses(names))


def _addresses(names: Iterable[str]) -> list[tuple[str]]:
    return [(static(name),) for name in names]
