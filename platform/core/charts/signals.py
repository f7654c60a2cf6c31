"""Owns how a signal looks in every chart: above is round and blue, below a triangle that points down, so that shape says it without colour."""

from collections.abc import Iterable, Mapping
from typing import Literal

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.charts.drawing import short

Signal = Literal["far-above", "above", "usual", "below", "far-below", "none"]
WORDS: dict[Signal, str | Promise] = {
    "far-above": _("Far above what chance explains"),
    "above": _("Above"),
    "usual": _("Within what chance explains"),
    "below": _("Below"),
    "far-below": _("Far below what chance explains"),
    "none": _("Too little to judge"),
}
# drawn in this order: what stands out lies on top
FROM_BACK: tuple[Signal, ...] = ("none", "usual", "above", "below", "far-above", "far-below")


def mark(signal: Signal, x: float, y: float, radius: float) -> str:
    """The shape of a signal with its middle at a place."""
    if signal in {"below", "far-below"}:
        half, top, foot = radius * 1.15, y - radius * 0.8, y + radius * 1.2
        corners = f"M{short(x)} {short(foot)}L{short(x + half)} {short(top)}H{short(x - half)}Z"
        return f'<path class="mark {signal}" d="{corners}"/>'
    return f'<circle class="mark {signal}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"/>'


def legend(present: Iterable[Signal] = tuple(WORDS), *, words: Mapping[Signal, str | Promise] = WORDS) -> SafeString:
    """The signals with their words, as a list."""
    shown = set(present)
    rows = ((_sample(signal), said) for signal, said in words.items() if signal in shown)
    return format_html('<ul class="legend">{}</ul>', format_html_join("", "<li>{}{}</li>", rows))


def _sample(signal: Signal) -> SafeString:
    shape = mark(signal, 8, 8, 5)
    return mark_safe(f'<svg class="chart" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>')  # noqa: S308 - numbers only
