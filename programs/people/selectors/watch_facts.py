"""Owns what the watch of rule 2 looks at: each person's programs, levels, blocks, waiting lists and pauses, in five queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from programs.people.models import Application, Assessment, Enrolment, Stay, Suspension
from programs.people.selectors.merged import records_of
from programs.records.selectors import this_place


@dataclass(frozen=True)
class Facts:
    """Rows by person, with those of merged records; the list is empty for a person without any."""

    enrolments: dict[int, list[Enrolment]]
    stays: dict[int, list[Stay]]
    assessments: dict[int, list[Assessment]]
    applications: dict[int, list[Application]]
    suspensions: dict[int, list[Suspension]]
    zone: ZoneInfo

    @classmethod
    def of(cls, persons: Sequence[int]) -> "Facts":
        """Read them all."""
        theirs = records_of(persons)
        return cls(
            _by_person(Enrolment.objects.filter(person__in=theirs).select_related("person")),
            _by_person(Stay.objects.filter(person__in=theirs).select_related("person")),
            _by_person(Assessment.objects.filter(person__in=theirs).select_related("person")),
            _by_person(Application.objects.filter(person__in=theirs, ended_at__isnull=False).select_related("person")),
            _by_person(Suspension.objects.filter(enrolment__person__in=theirs).select_related("enrolment__person")),
            ZoneInfo(this_place().timezone),
        )

    def level(self, person: int, kind: str, day: date) -> str:
        """The level that held on a day; empty when none did."""
        rows = (row for row in self.assessments[person] if row.kind == kind and not row.during.isempty)
        return next((row.level for row in rows if day in row.during), "")

    def new_levels(self, person: int, kind: str, first: date, last: date) -> Iterator[tuple[str, date]]:
        """Levels that began within these days."""
        for row in self.assessments[person]:
            if row.kind == kind and row.first_day is not None and first <= row.first_day <= last:
                yield row.level, row.first_day

    def block(self, person: int, day: date) -> str | None:
        """The block of a day; None when the person was not held."""
        return next((stay.block for stay in self.stays[person] if not stay.during.isempty and day in stay.during), None)

    def left_lists(self, person: int, first: date, last: date) -> Iterator[tuple[str, date]]:
        """Waiting lists that ended within these days without enrolment or leaving."""
        for row in self.applications[person]:
            day = row.ended_at.astimezone(self.zone).date() if row.ended_at else last
            if row.outcome in {"withdrawn", "mistake"} and first <= day <= last:
                yield row.program_code, day

    def pauses(self, person: int, first: date, last: date) -> Iterator[tuple[str, str, date]]:
        """Pauses that began within these days."""
        for row in self.suspensions[person]:
            if row.first_day is not None and first <= row.first_day <= last:
                yield row.enrolment.program_code, row.reason, row.first_day


def _by_person(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        person = row.enrolment.person if isinstance(row, Suspension) else row.person
        found[person.merged_into_id or person.pk].append(row)
    return found
