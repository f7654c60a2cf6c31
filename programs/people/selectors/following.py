"""Owns whom a Bapas counsellor may see: people released from here whose consent to sharing holds today, and what is due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.people.models import MONTHS, Consent, FollowUp, Person, Stay

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Talk:
    """One talk that falls due so many months after release: "done", "overdue", "due" within 30 days, or "ahead"."""

    months: int
    due_on: date
    state: str
    found: FollowUp | None


@dataclass(frozen=True)
class Released:
    """A person who was released and agreed to sharing, with the talks of two years."""

    person: Person
    released_on: date
    talks: tuple[Talk, ...]

    @property
    def next_talk(self) -> Talk | None:
        """The first talk that was not held."""
        return next((talk for talk in self.talks if talk.found is None), None)


def released_people(day: date) -> list[Released]:
    """Everybody released from here whose consent to sharing holds on `day`; whose next talk is due first (two queries)."""
    sharing = Consent.objects.filter(person=OuterRef("person"), purpose="sharing", during__contains=day)
    after = Q(began_on__gt=OuterRef("began_on")) | Q(began_on=OuterRef("began_on"), pk__gt=OuterRef("pk"))
    later = Stay.objects.filter(after, person=OuterRef("person"))
    last = Stay.objects.filter(~Exists(later), Exists(sharing), ended_by="release", person__merged_into=None)
    stays = last.select_related("person").prefetch_related("person__follow_ups")
    rows = [_released(stay, day) for stay in stays if _left_on(stay) <= day]
    return sorted(rows, key=lambda row: (row.next_talk.due_on if row.next_talk else date.max, row.person.pk))


def released_person(pk: int, *, day: date) -> Released:
    """One of them; raises NotFound for everybody else, held or without consent, in the same words."""
    found = next((row for row in released_people(day) if row.person.pk == pk), None)
    if found is None:
        rule = _("There is nobody here with this number who was released and agreed to sharing.")
        raise NotFound(code="person-unknown", field="person", value=pk, rule=rule)
    return found


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _left_on(stay: Stay) -> date:
    """The first day without the person; a stay that was ended on its first day has no other."""
    last: date | None = stay.during.upper
    return last or stay.began_on


def _released(stay: Stay, day: date) -> Released:
    person, released_on = stay.person, _left_on(stay)
    held = {each.months: each for each in person.follow_ups.all()}
    talks = []
    for months in MONTHS:
        due_on, found = months_after(released_on, months), held.get(months)
        talks.append(Talk(months, found.due_on if found else due_on, _state(due_on, day, found), found))
    return Released(person, released_on, tuple(talks))


def _state(due_on: date, day: date, found: FollowUp | None) -> str:
    if found is not None:
        return "done"
    if due_on < day:
        return "overdue"
    return "due" if due_on <= day + SOON else "ahead"
