"""Owns what must always be true of a prison's workshop; run inside each prison by `check_invariants`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, Sum

from programs.workshop.models import (
    MERGE,
    PLACES,
    REWORK,
    SPLIT,
    Attendance,
    Inspection,
    Lot,
    LotInput,
    LotMaker,
    Material,
    MaterialMovement,
    StockBalance,
    StockMovement,
    WorkWeek,
)

CHECKS = (
    "week-equals-attendance",
    "balance-equals-movements",
    "accepted-equals-movement",
    "lot-equals-makers",
    "attendance-copies-enrolment",
    "lot-equals-inputs",
    "rework-within-verdict",
    "material-equals-movements",
    "material-input-equals-use",
)


def violations() -> Iterator[str]:
    """Each broken rule as "check: what", with ids and codes of this prison only."""
    yield from _weeks()
    yield from _balances()
    yield from _verdicts()
    yield from _lineage()
    yield from _materials()
    for pk in Attendance.objects.exclude(enrolment_during=F("enrolment__during")).values_list("pk", flat=True):
        yield f"attendance-copies-enrolment: attendance {pk}"


def _weeks() -> Iterator[str]:
    worked: Counter[tuple[int, date]] = Counter()
    for person, day, minutes in Attendance.objects.values_list("person_id", "day", "minutes"):
        worked[person, day] += minutes
    counted = {
        (week.person_id, week.monday + timedelta(days=n)): minutes
        for week in WorkWeek.objects.all()
        for n, minutes in enumerate(week.days)
    }
    for key in sorted(worked.keys() | counted.keys()):
        if worked[key] != counted.get(key, 0):
            yield f"week-equals-attendance: person {key[0]} on {key[1]}: {counted.get(key, 0)} of {worked[key]} minutes"


def _balances() -> Iterator[str]:
    moved: Counter[tuple[int, str]] = Counter()
    for lot, source, target, pieces in StockMovement.objects.values_list("lot_id", "from_place", "to_place", "pieces"):
        moved[lot, source] -= pieces
        moved[lot, target] += pieces
    held = {
        (lot, place): pieces for lot, place, pieces in StockBalance.objects.values_list("lot_id", "place", "pieces")
    }
    places = {key for key in moved if key[1] in PLACES}
    for key in sorted(places | held.keys()):
        if moved[key] != held.get(key, 0):
            yield f"balance-equals-movements: lot {key[0]} at {key[1]}: {held.get(key, 0)}, moved {moved[key]}"


def _verdicts() -> Iterator[str]:
    movements = StockMovement.objects.filter(from_place__in=("made", "arrived"), to_place="workshop").order_by()
    entered = Counter(dict(movements.values_list("lot_id").annotate(total=Sum("pieces"))))
    accepted = Counter(dict(Inspection.objects.values_list("lot_id", "accepted")))
    for lot in sorted(entered.keys() | accepted.keys()):
        if entered[lot] != accepted[lot]:
            yield f"accepted-equals-movement: lot {lot} has {accepted[lot]} accepted, {entered[lot]} entered"


def _lineage() -> Iterator[str]:
    """Pieces of a lot are what its makers made at the fullest step, or what was put together in it."""
    made: dict[int, Counter[str]] = defaultdict(Counter)
    for number, step, pieces in LotMaker.objects.values_list("lot_id", "step", "pieces"):
        made[number][step] += pieces
    put_in = Counter(dict(_pieces("lot", Q())))
    for lot in Lot.objects.order_by("pk"):
        count = max(made[lot.pk].values(), default=0)
        if lot.is_worked and count != lot.produced:
            yield f"lot-equals-makers: lot {lot.code} of {lot.produced} has makers of {count}"
        if lot.kind in {SPLIT, MERGE, REWORK} and put_in[lot.pk] != lot.produced:
            yield f"lot-equals-inputs: lot {lot.code} of {lot.produced} has inputs of {put_in[lot.pk]}"
    verdicts = Counter(dict(Inspection.objects.values_list("lot_id", "rework")))
    for source, pieces in _pieces("input_lot", Q(lot__kind=REWORK)):
        if pieces > verdicts[source]:
            yield f"rework-within-verdict: lot {source} has {verdicts[source]} to rework, {pieces} reworked"


def _pieces(side: str, asked: Q) -> list[tuple[int, int]]:
    """Pieces by the lot on one side of the inputs."""
    found = LotInput.objects.filter(asked, input_lot__isnull=False).order_by(f"{side}_id")
    return list(found.values_list(f"{side}_id").annotate(total=Sum("pieces")))


def _materials() -> Iterator[str]:
    moved = Counter(dict(MaterialMovement.objects.order_by().values_list("material_id").annotate(sum=Sum("change"))))
    for row in Material.objects.order_by("pk"):
        if row.balance != moved[row.pk]:
            yield f"material-equals-movements: {row.code} has {row.balance}, moved {moved[row.pk]}"
    used = MaterialMovement.objects.filter(kind="used").order_by().values_list("lot_id", "material_id")
    put_in = LotInput.objects.filter(material__isnull=False).order_by().values_list("lot_id", "material_id")
    taken = {(lot, material): -total for lot, material, total in used.annotate(sum=Sum("change"))}
    entered = {(lot, material): total for lot, material, total in put_in.annotate(sum=Sum("quantity"))}
    for key in sorted(taken.keys() | entered.keys()):
        if taken.get(key, 0) != entered.get(key, 0):
            yield f"material-input-equals-use: lot {key[0]}, material {key[1]}"
