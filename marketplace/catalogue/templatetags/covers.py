"""Owns the drawing that stands for a product until it has a photo: one for each programme of the template."""

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

DRAWINGS: dict[str, str | Promise] = {
    "coir-shade": _("Drawing: a woven blind of coconut fibre in front of a window"),
    "water-hyacinth": _("Drawing: a basket woven from water hyacinth"),
    "knitting": _("Drawing: a knitted pouch beside a ball of yarn"),
    "bakery": _("Drawing: a loaf of bread and a slice"),
}
OTHER = "workshop"
OTHER_WORK = _("Drawing: tools on a workbench")


@register.simple_tag
def cover(program_code: str, css_class: str = "product-cover") -> SafeString:
    """The drawing of a programme as an image with its description; a programme without one gets the workbench."""
    name = program_code if program_code in DRAWINGS else OTHER
    return format_html(
        '<img class="{}" src="{}" alt="{}" width="400" height="300">',
        css_class,
        static(f"catalogue/{name}.svg"),
        DRAWINGS.get(name, OTHER_WORK),
    )
