"""Owns what a template's first page tells: the origin's record on a line, and each program with its own numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programs.library.contents import PER_SITE
from programs.library.words import Fact, Surety, Words, number, span, surety, title

WIDTH, HEIGHT, EDGE, AXIS = 1160, 96, 40, 52


@dataclass(frozen=True)
class MilestoneRow:
    """Something recorded at the origin."""

    title: str
    day: int
    on: date
    surety: Surety


@dataclass(frozen=True)
class Record:
    """The origin's milestones, the same drawn, and what else was recorded there meanwhile."""

    milestones: tuple[MilestoneRow, ...]
    line: SafeString
    others: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class ProgramCard:
    """A program in short: days to learn, people at a site, minutes of one person for a piece, and counts of its parts."""

    code: str
    title: str
    family: str
    learning: Fact
    people: Fact | None
    minutes: str
    steps: int
    hours: str
    tools: int
    products: tuple[str, ...]


def program_choices(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code and title of every program, for a form."""
    return [(entry["code"], title(entry["titles"])) for entry in content["programs"]]


def program_cards(content: Mapping[str, Any]) -> list[ProgramCard]:
    """Every program of a stored document."""
    return [program_card(content, entry) for entry in content["programs"]]


def program_card(content: Mapping[str, Any], entry: Mapping[str, Any]) -> ProgramCard:
    """One program in short."""
    minutes = sum(step.get("minutes", 0) for step in entry["steps"])
    return ProgramCard(
        code=entry["code"],
        title=title(entry["titles"]),
        family=entry["family"],
        learning=Words.of(content).fact(_("Days to learn"), entry["training"]["days"]),
        people=people_at_a_site(content, entry),
        minutes=number(minutes) if minutes else "",
        steps=len(entry["steps"]),
        hours=number(sum(module["hours"] for module in entry["training"]["modules"])),
        tools=len({tool for step in entry["steps"] for tool in step["tools"]}),
        products=tuple(title(product["titles"]) for product in entry["products"]),
    )


def people_at_a_site(content: Mapping[str, Any], entry: Mapping[str, Any]) -> Fact | None:
    """How many people a site of a program has, at the first site that the document names; None where it names none."""
    site = next((each for each in entry["labour"] if each["unit"] == PER_SITE), None)
    return Words.of(content).fact(_("People at a site"), site, amount=span(site)) if site else None


def record(content: Mapping[str, Any]) -> Record:
    """What was recorded at the origin, oldest first; nothing between was measured (product rule 23)."""
    milestones = tuple(_milestone(entry) for entry in content["milestones"])
    others = tuple(_milestone(entry) for entry in content["origin"].get("other_records", ()))
    return Record(milestones, drawn([each.day for each in milestones]), others)


def drawn(days: Sequence[int]) -> SafeString:
    """The recorded days as dots on a line of days; the line is time itself, no course between them."""
    longest = max(*days, 1)
    dots = format_html_join(
        "",
        '<circle class="line-origin" cx="{0}" cy="{1}" r="9"></circle><text class="line-word" x="{0}" y="{2}">{3}</text>',
        (
            (_at(day, longest), AXIS, AXIS - 20 if place % 2 else AXIS + 34, _("Day %(day)s") % {"day": day})
            for place, day in enumerate(days)
        ),
    )
    return format_html(
        '<svg class="line record-line" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="line-axis" x1="{}" y1="{}" x2="{}" y2="{}"></line>{}</svg>',
        *(WIDTH, HEIGHT, EDGE, AXIS, WIDTH - EDGE, AXIS, dots),
    )


def document_title(content: Mapping[str, Any]) -> str:
    """The template's own title."""
    return title(content["titles"])


def program_entry(content: Mapping[str, Any], code: str) -> Mapping[str, Any] | None:
    """What a stored document says of a program; None for a program it does not have."""
    return next((entry for entry in content["programs"] if entry["code"] == code), None)


def _at(day: int, longest: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * day / longest, 1)


def _milestone(entry: Mapping[str, Any]) -> MilestoneRow:
    return MilestoneRow(title(entry["titles"]), entry["day"], date.fromisoformat(entry["date"]), surety(entry))
