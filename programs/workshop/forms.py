"""Owns what the pages of the workshop ask: a session, the lines of a register, makers of a lot, a verdict."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.records.forms import DayInput
from programs.workshop.models import DAY_CAP, PRESENT
from programs.workshop.selectors import RegisterRow
from programs.workshop.services import Made, Mark

STATE_LABELS = {
    PRESENT: gettext_lazy("Present"),
    "sick": gettext_lazy("Sick"),
    "leave": gettext_lazy("Leave / official matter"),
    "not_fetched": gettext_lazy("Not fetched"),
    "not_today": gettext_lazy("Not taking part today"),
}

_MINUTES = re.compile(r"[0-9]{1,4}")
_SEEN = re.compile(r"\b([0-9]{1,15}):([0-9]{1,9})\b")


class TimeInput(forms.TimeInput):
    """An hour as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(forms.Form):
    """A session: program, place, day, hours, the state officer on duty."""

    program = forms.ChoiceField(label=gettext_lazy("Programme"))
    place = forms.CharField(label=gettext_lazy("Place of work"), max_length=60)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    starts = forms.TimeField(label=gettext_lazy("Begins"), widget=TimeInput())
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=TimeInput())
    officer = forms.ChoiceField(
        label=gettext_lazy("State officer on duty"),
        help_text=gettext_lazy("An officer is listed here once they have opened a session themselves."),
    )

    def __init__(
        self, *args: Any, programs: Sequence[tuple[str, str]], officers: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class RegisterLine:
    """One line as the page shows it: the row, and what is chosen or typed on it."""

    row: RegisterRow
    state: str
    minutes: str
    error: str = ""

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        """The five reasons, and which one is chosen."""
        return [(code, label, code == self.state) for code, label in STATE_LABELS.items()]


def stored_lines(rows: Iterable[RegisterRow], *, default_minutes: int) -> list[RegisterLine]:
    """The lines as they are stored; minutes are filled in for who is not marked yet."""
    return [RegisterLine(row, row.state, str(row.minutes or default_minutes)) for row in rows]


def posted_lines(
    rows: Iterable[RegisterRow], posted: Mapping[str, str], *, default_minutes: int, rest_present: bool
) -> list[RegisterLine]:
    """The lines as they were sent, with what is wrong on each; the rest are marked present if asked."""
    lines = []
    for row in rows:
        state = posted.get(f"state-{row.person}", "")
        if rest_present and not state:
            state = PRESENT
        minutes = posted.get(f"minutes-{row.person}", "").strip() or str(default_minutes)
        line = RegisterLine(row, state if state in STATE_LABELS else "", minutes)
        lines.append(replace(line, error=_fault(line)))
    return lines


def marks_of(lines: Iterable[RegisterLine], versions: Mapping[int, int]) -> list[Mark]:
    """The marks of lines without fault; `versions` is what the officer saw."""
    return [
        Mark(
            line.row.person,
            line.state,
            int(line.minutes) if line.state == PRESENT else 0,
            versions.get(line.row.person),
        )
        for line in lines
        if line.state
    ]


def seen_versions(text: str) -> dict[int, int]:
    """The versions a page was made from: "12:3 15:0" is person 12 in version 3, person 15 not marked."""
    return {int(person): int(version) for person, version in _SEEN.findall(text)}


def _fault(line: RegisterLine) -> str:
    is_number = _MINUTES.fullmatch(line.minutes) is not None and 0 < int(line.minutes) <= DAY_CAP
    if line.state == PRESENT and not is_number:
        return _("Minutes are a whole number from 1 to %(most)d.") % {"most": DAY_CAP}
    return ""


class LotForm(forms.Form):
    """A product and, for each person who was present, pieces and minutes."""

    product = forms.ChoiceField(label=gettext_lazy("Product"))

    def __init__(
        self,
        *args: Any,
        products: Sequence[tuple[str, str]],
        present: Sequence[tuple[int, str, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        self.fields["product"].choices = list(products)  # type: ignore[attr-defined]
        for person, _name, minutes in present:
            self.fields[f"pieces-{person}"] = forms.IntegerField(required=False, min_value=0, label=_("Pieces"))
            self.fields[f"minutes-{person}"] = forms.IntegerField(
                required=False, min_value=0, max_value=minutes, initial=minutes, label=_("Minutes")
            )

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Who, pieces, minutes."""
        return [(name, self[f"pieces-{person}"], self[f"minutes-{person}"]) for person, name, _most in self.present]

    def makers(self) -> list[Made]:
        """Everybody with pieces."""
        values = self.cleaned_data
        return [
            Made(person, values[f"pieces-{person}"], values[f"minutes-{person}"] or 0)
            for person, _name, _most in self.present
            if values[f"pieces-{person}"]
        ]


class InspectionForm(forms.Form):
    """The verdict on a lot."""

    accepted = forms.IntegerField(label=gettext_lazy("Accepted"), min_value=0)
    rejected = forms.IntegerField(label=gettext_lazy("Rejected"), min_value=0, initial=0)
    rework = forms.IntegerField(label=gettext_lazy("To be reworked"), min_value=0, initial=0)
