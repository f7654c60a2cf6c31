"""Owns the watch of product rule 2: whether a person's standing fell within 30 days of a refusal, withdrawal or complaint."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.people.models import LEVELS, Consent, Person
from programs.people.selectors.complaints import complaint_events
from programs.people.selectors.merged import ONE_HUMAN
from programs.people.selectors.watch_facts import Facts

WINDOW, LOOKED_BACK = timedelta(days=30), timedelta(days=60)


@dataclass(frozen=True)
class Event:
    """Who did what on which day: "refusal", "withdrawal" (of one consent), "complaint"."""

    person: int
    day: date
    kind: str
    consent: int | None = None


@dataclass(frozen=True)
class Drop:
    """What changed on which day after an event, from what to what; it says nothing about why."""

    event: Event
    card_number: str
    short_name: str
    what: str
    day: date
    before: str
    after: str


Source = Callable[[date, date], Iterable[Event]]


def refused_or_withdrawn(first: date, last: date) -> Iterator[Event]:
    """Refusals and withdrawals of these days (two queries)."""
    for row in Consent.objects.filter(answer="refused", refused_on__range=(first, last)).annotate(human=ONE_HUMAN):
        yield Event(row.human, row.refused_on or first, "refusal")
    for row in Consent.objects.filter(withdrawn_on__range=(first, last)).annotate(human=ONE_HUMAN):
        yield Event(row.human, row.withdrawn_on or first, "withdrawal", row.pk)


def complained(first: date, last: date) -> Iterator[Event]:
    """Complaints by name that the head may know of."""
    return (Event(person, day, "complaint") for person, day in complaint_events(first, last))


SOURCES: tuple[Source, ...] = (refused_or_withdrawn, complained)


def standing_drops(day: date, *, sources: Iterable[Source] = SOURCES) -> list[Drop]:
    """What fell within 30 days after an event of the last 60 days, newest first."""
    return sorted(_drops(day - LOOKED_BACK, day, sources), key=lambda drop: (drop.day, drop.card_number), reverse=True)


def drop_count(first: date, last: date) -> int:
    """How many such changes fell on days from `first` to `last`; the number alone leaves the prison."""
    return sum(first <= drop.day <= last for drop in _drops(first - WINDOW, last, SOURCES))


def _drops(first: date, last: date, sources: Iterable[Source]) -> list[Drop]:
    events = sorted((each for source in sources for each in source(first, last)), key=lambda each: each.day)
    people = {row.pk: row for row in Person.objects.filter(pk__in={each.person for each in events})}
    facts = Facts.of(list(people))
    found: dict[tuple[object, ...], Drop] = {}
    for event in events:
        person = people[event.person]
        shape = Drop(event, person.card_number, person.short_name, "", event.day, "", "")
        for drop in _of(event, shape, facts, min(event.day + WINDOW, last)):
            found.setdefault((event.person, drop.what, drop.day, drop.before, drop.after), drop)
    return list(found.values())


def _of(event: Event, shape: Drop, facts: Facts, end: date) -> Iterator[Drop]:
    yield from _ended(event, shape, facts, end)
    yield from _levels(event, shape, facts, end)
    yield from _blocks(event, shape, facts, end)
    for program, day in facts.left_lists(event.person, event.day, end):
        yield replace(shape, what="waiting-list", day=day, before=program)
    for program, reason, day in facts.pauses(event.person, event.day, end):
        yield replace(shape, what="suspension", day=day, before=program, after=reason)


def _ended(event: Event, shape: Drop, facts: Facts, end: date) -> Iterator[Drop]:
    """Programs left; not what rested on the consent that was withdrawn itself, for that is what withdrawing means."""
    for row in facts.enrolments[event.person]:
        rested = event.consent is not None and row.consent_id == event.consent
        ended_on = row.during.upper
        if rested or ended_on is None or not event.day <= ended_on <= end or row.ended_reason in {"left", "merge"}:
            continue
        if not any(
            other.program_code == row.program_code and other.is_open_on(end) for other in facts.enrolments[event.person]
        ):
            yield replace(shape, what="enrolment", day=ended_on, before=row.program_code, after=row.ended_reason)


def _levels(event: Event, shape: Drop, facts: Facts, end: date) -> Iterator[Drop]:
    """A lower skill, a higher risk."""
    for kind, direction in (("skill", -1), ("risk", 1)):
        before = facts.level(event.person, kind, event.day - timedelta(days=1))
        for level, day in facts.new_levels(event.person, kind, event.day, end):
            if before and (LEVELS[kind].index(level) - LEVELS[kind].index(before)) * direction > 0:
                yield replace(shape, what=kind, day=day, before=before, after=level)


def _blocks(event: Event, shape: Drop, facts: Facts, end: date) -> Iterator[Drop]:
    before = facts.block(event.person, event.day - timedelta(days=1))
    for stay in facts.stays[event.person]:
        if (
            before is not None
            and stay.began_by == "move"
            and event.day <= stay.began_on <= end
            and stay.block != before
        ):
            yield replace(shape, what="block", day=stay.began_on, before=before, after=stay.block)
