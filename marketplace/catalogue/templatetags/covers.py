"""Owns the drawing that stands for a product until it has a photo: one for each product of the template, drawn by us."""

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

DRAWINGS: dict[str, str | Promise] = {
    "coir-shade": _("Drawing: a coconut-fibre shade rolled down over a terrace"),
    "coir-balcony-mat": _("Drawing: a half-unrolled mat of coconut fibre"),
    "coir-net": _("Drawing: a coconut-fibre net on a slope, seedlings growing through it"),
    "coir-pot": _("Drawing: three coconut-fibre pots with plants"),
    "hyacinth-bag": _("Drawing: a bag woven from water hyacinth"),
    "hyacinth-tissue-box": _("Drawing: a tissue box woven from water hyacinth"),
    "hyacinth-bin": _("Drawing: a round basket woven from water hyacinth"),
    "knit-pouch": _("Drawing: a knitted pouch beside a ball of yarn"),
    "knit-bag": _("Drawing: a knitted bag with blue stripes"),
    "knit-key-tag": _("Drawing: a knitted heart on a key ring"),
    "knit-scarf": _("Drawing: a striped knitted scarf with fringes"),
    "sweet-bread": _("Drawing: three filled buns on a board"),
    "white-bread": _("Drawing: a loaf of white bread, sliced"),
    "biscuit-pack": _("Drawing: a pack of biscuits"),
}
# a programme, and a product that a later version adds, show the programme's first product
OF_PROGRAM = {
    "coir-shade": "coir-shade",
    "water-hyacinth": "hyacinth-bag",
    "knitting": "knit-pouch",
    "bakery": "sweet-bread",
}
LAZY = mark_safe(' loading="lazy"')
OTHER = "workshop"
OTHER_WORK = _("Drawing: tools on a workbench")
# the batik tile along the lower edge, by programme; parang is nobody's (product rule 28)
EDGES = {"coir-shade": "kawung", "water-hyacinth": "tumpal", "knitting": "ceplok", "bakery": "truntum"}
OTHER_EDGE = "lurik"


@register.simple_tag
def cover(
    program_code: str, css_class: str = "product-cover", product_code: str = "", lazy: bool = False
) -> SafeString:
    """The drawing of a product, or of a programme's first one, as an image with its description."""
    name = product_code if product_code in DRAWINGS else OF_PROGRAM.get(program_code, OTHER)
    return format_html(
        '<img class="{}" src="{}" alt="{}" width="400" height="300"{}>',
        css_class,
        static(f"catalogue/drawings/{name}.svg"),
        DRAWINGS.get(name, OTHER_WORK),
        LAZY if lazy else "",
    )


@register.filter
def edge(program_code: str) -> str:
    """The name of the batik tile along the edge of a programme's drawings."""
    return EDGES.get(program_code, OTHER_EDGE)
