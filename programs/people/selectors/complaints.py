"""Owns who may see which complaint: one answer for page, API, export and every count (product rule 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core import clock, crypto
from core.errors import NotFound
from programs.people.models import CATEGORIES, Complaint
from programs.records.selectors import this_place, this_prison
from tenants.isolation.acting import acting_as
from tenants.selectors import members_of
from tenants.viewer import Viewer

DEMO = "CONTOH"  # no receipt has an O in its groups
TEXT, ANSWER = "complaint", "complaint-answer"
READERS = ("head", "verifier", "complaint")
STATES = ("open", "overdue", "answered", "all")


def complaints_for(viewer: Viewer) -> QuerySet[Complaint]:
    """The complaints a viewer may know of here; nothing else tells of any, not even by a count.

    About nobody: the head and the verifiers. About an officer: the head alone, for whoever works beside the officer
    is that officer's colleague or subordinate; never the officer, also when this officer acts as the head. About the
    head: only who holds the dated membership `complaint` here and no other role here, for everybody else at the prison
    is subordinate to the head; likewise what is about an officer who is the head today.
    """
    roles, here = viewer.roles_here, Complaint.objects.select_related("person", "officer")
    if roles == {"complaint"}:
        return here.filter(Q(about="head") | Q(about="officer", officer__in=heads())).exclude(officer=viewer.account)
    if "head" in roles:
        return here.filter(Q(about="nobody") | Q(about="officer")).exclude(officer=viewer.account)
    return here.filter(about="nobody") if "verifier" in roles else here.none()


def heads() -> list[UUID]:
    """The accounts that act as the head of this prison today, deputies included (one query, as the gate)."""
    code = this_prison()
    with acting_as("gate"):
        return [member.account for member in members_of(code) if member.role == "head"]


def complaint_for(viewer: Viewer, pk: UUID) -> Complaint:
    """One complaint; raises NotFound also for one that the viewer may not know of."""
    return _found(complaints_for(viewer).filter(pk=pk).first(), pk)


def complaint_for_change(viewer: Viewer, pk: UUID) -> Complaint:
    """One complaint, locked until the transaction ends; raises NotFound as `complaint_for`."""
    return _found(complaints_for(viewer).select_for_update(of=("self",)).filter(pk=pk).first(), pk)


def narrowed(
    rows: QuerySet[Complaint], *, today: date, state: str = "open", category: str = "", order: str = "due"
) -> QuerySet[Complaint]:
    """Complaints in one of the `STATES` and of a category, by due date or the newest first."""
    conditions = {
        "open": Q(answered_at=None),
        "overdue": Q(answered_at=None, due_on__lt=today),
        "answered": Q(answered_at__isnull=False),
    }
    found = rows.filter(conditions.get(state, Q()))
    if category in CATEGORIES:
        found = found.filter(category=category)
    return found.order_by(*(("-received_at", "pk") if order == "newest" else ("due_on", "received_at", "pk")))


def text_of(row: Complaint) -> str:
    """What was said, in clear; empty when only a category was sent."""
    return crypto.unseal(bytes(row.text_sealed), prison=this_prison(), field=TEXT)


def answer_of(row: Complaint) -> str:
    """What was answered, in clear; empty while there is no answer."""
    return (
        "" if row.answer_sealed is None else crypto.unseal(bytes(row.answer_sealed), prison=this_prison(), field=ANSWER)
    )


@dataclass(frozen=True)
class Receipt:
    """What the holder of a receipt may know: the days, and the answer."""

    code: str
    received_on: date
    due_on: date
    answered_on: date | None
    answer: str
    is_closed: bool


def receipt(code: str) -> Receipt | None:
    """The state of a complaint by its receipt as it was typed; None when there is no such receipt."""
    row = Complaint.objects.filter(receipt=spelled(code)).first()
    if row is None:
        return None
    zone = ZoneInfo(this_place().timezone)
    answered_on = row.answered_at and row.answered_at.astimezone(zone).date()
    received_on = row.received_at.astimezone(zone).date()
    return Receipt(row.receipt, received_on, row.due_on, answered_on, answer_of(row), row.closed_at is not None)


def spelled(code: str) -> str:
    """A receipt as it is kept: capitals in two groups of four, whatever spaces and dashes were typed."""
    bare = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())[:14]
    start, bare = ("CONTOH-", bare.removeprefix(DEMO)) if bare.startswith(DEMO) else ("", bare)
    return f"{start}{bare[:4]}-{bare[4:]}"


def complaints_answered(first: date, last: date) -> tuple[int, int]:
    """Complaints of these days that were answered by their due date, and all of them; none about the head is counted.

    The head reads these figures: a count that held those about the head would tell of them.
    """
    zone = ZoneInfo(this_place().timezone)
    rows = _without_head(_received(first, last, zone))
    answered = [row.answered_at.astimezone(zone).date() <= row.due_on for row in rows if row.answered_at]
    return sum(answered), len(rows)


def complaint_events(first: date, last: date, *, with_head: bool = False) -> list[tuple[int, date]]:
    """Who complained by name on which day, for the watch of rule 2; never about whom, never an anonymous one.

    What is about the head stands in it only `with_head`, which is for the regional office: the head reads the watch.
    """
    zone = ZoneInfo(this_place().timezone)
    found = list(_received(first, last, zone).filter(person__isnull=False))
    rows = found if with_head else _without_head(found)
    return [(row.person_id, row.received_at.astimezone(zone).date()) for row in rows if row.person_id is not None]


def _received(first: date, last: date, zone: ZoneInfo) -> QuerySet[Complaint]:
    begin = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    rows = Complaint.objects.filter(received_at__gte=begin, received_at__lt=end).order_by("received_at", "pk")
    return rows.only("about", "officer_id", "person_id", "received_at", "due_on", "answered_at")


def _without_head(rows: Iterable[Complaint]) -> list[Complaint]:
    """Those that the head may know of; who is the head is asked only when an officer is complained about."""
    kept = [row for row in rows if row.about != "head"]
    acting = heads() if any(row.officer_id for row in kept) else []
    return [row for row in kept if row.officer_id not in acting]


def overdue_count(viewer: Viewer) -> int:
    """How many complaints that the viewer may see are past their due date without an answer."""
    today = clock.today(this_place().timezone)
    return narrowed(complaints_for(viewer), today=today, state="overdue").count()


def _found(row: Complaint | None, pk: UUID) -> Complaint:
    if row is None:
        rule = _("There is no such complaint that you may see.")
        raise NotFound(code="complaint-unknown", field="complaint", value=str(pk), rule=rule)
    return row
