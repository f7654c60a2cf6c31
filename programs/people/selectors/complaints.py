"""Owns who may see which complaint: one answer for page, API, export and every count (product rule 4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from core import clock, crypto
from core.errors import NotFound
from programs.people.models import CATEGORIES, Complaint
from programs.records.selectors import local_midnight, this_place, this_prison
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
    rows = _received(first, last).exclude(about="head").exclude(about="officer", officer__in=heads())
    answered_on = TruncDate("answered_at", tzinfo=ZoneInfo(this_place().timezone))
    return rows.annotate(answered_on=answered_on).filter(answered_on__lte=F("due_on")).count(), rows.count()


def complaint_events(first: date, last: date, *, with_head: bool = False) -> list[tuple[int, date]]:
    """Who complained by name on which day, for the watch of rule 2; never about whom, never an anonymous one.

    What is about the head stands in it only `with_head`, which is for the regional office: the head reads the watch.
    """
    rows = _received(first, last).filter(person__isnull=False)
    if not with_head:
        rows = rows.exclude(about="head").exclude(about="officer", officer__in=heads())
    day = TruncDate("received_at", tzinfo=ZoneInfo(this_place().timezone))
    found = rows.annotate(day=day).order_by("day", "pk").values_list("person_id", "day")
    return [(person, on) for person, on in found if person is not None]


def _received(first: date, last: date) -> QuerySet[Complaint]:
    begin, end = local_midnight(first), local_midnight(last + timedelta(days=1))
    return Complaint.objects.filter(received_at__gte=begin, received_at__lt=end)


def overdue_count(viewer: Viewer) -> int:
    """How many complaints that the viewer may see are past their due date without an answer."""
    today = clock.today(this_place().timezone)
    return narrowed(complaints_for(viewer), today=today, state="overdue").count()


def _found(row: Complaint | None, pk: UUID) -> Complaint:
    if row is None:
        rule = _("There is no such complaint that you may see.")
        raise NotFound(code="complaint-unknown", field="complaint", value=str(pk), rule=rule)
    return row
