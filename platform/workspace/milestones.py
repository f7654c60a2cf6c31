"""Owns a prison's day beside the origin's recorded milestones (product rule 23): marked on one line, never joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.library import document
from tenants.selectors import onboarded_on
from tenants.viewer import Place
from workspace.next_step import Standing

WIDTH, HEIGHT, EDGE, AXIS = 360, 84, 24, 44
# a day beyond this share of the origin's last milestone stands at the edge, so that the milestones stay apart
LONGEST = 1.5


@dataclass(frozen=True)
class Recorded:
    """One milestone of the origin's record, with its source."""

    day: int
    on: date
    title: str
    source: str


@dataclass(frozen=True)
class Journey:
    """A prison's days since it began: today's, that of the first saleable lot, and the origin's record with a drawing."""

    started: date
    day: int
    first_lot_on: date | None
    first_lot_day: int | None
    origin: str
    recorded: tuple[Recorded, ...]
    line: SafeString


def journey_of(place: Place, standing: Standing, day: date, content: Mapping[str, Any]) -> Journey:
    """How far a prison is on `day`, beside what the origin's `content` records, empty while it records nothing (one query)."""
    started = onboarded_on(place)
    recorded = _recorded(content)
    first = standing.first_saleable_on
    passed = max((day - started).days, 0)
    return Journey(
        started=started,
        day=passed,
        first_lot_on=first,
        first_lot_day=max((first - started).days, 0) if first else None,
        origin=content["origin"]["name"] if content else "",
        recorded=recorded,
        line=drawn(passed, [each.day for each in recorded]) if recorded else SafeString(),
    )


def drawn(day: int, recorded: Sequence[int]) -> SafeString:
    """The line as SVG: a dot for each recorded day, a flag at this prison's; the words beside it say the same."""
    longest = max(recorded)
    most = max(longest, min(day, round(longest * LONGEST)))
    dots = format_html_join(
        "",
        '<circle class="line-origin" cx="{0}" cy="{1}" r="6"></circle><text class="line-word" x="{0}" y="{2}">{3}</text>',
        ((_at(each, most), AXIS, AXIS + 24, each) for each in recorded),
    )
    x = _at(min(day, most), most)
    return format_html(
        '<svg class="line" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="line-axis" x1="{}" y1="{}" x2="{}" y2="{}"></line>{}'
        '<path class="line-own" d="M{} {} v-26 h{} v12 h{}"></path>'
        '<text class="line-word line-own-word" x="{}" y="12">{}</text></svg>',
        *(WIDTH, HEIGHT, EDGE, AXIS, WIDTH - EDGE, AXIS, dots),
        *_flag(x),
        *(min(max(x, 30), WIDTH - 40), _("Day %(day)s") % {"day": day}),
    )


def _flag(x: float) -> tuple[float, int, int, int]:
    """Where the flag stands; it points to the left near the right edge."""
    width = 14 if x < WIDTH / 2 else -14
    return x, AXIS, width, -width


def _at(day: int, most: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * day / most, 1)


def _recorded(content: Mapping[str, Any]) -> tuple[Recorded, ...]:
    is_indonesian = get_language() == "id"
    return tuple(
        Recorded(each.day, each.date, each.title_id if is_indonesian else each.title_en, each.source)
        for each in (document.milestones(content) if content else ())
    )
