"""Owns the verdict on a lot: once, by another person than who recorded it, with what was measured and why."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import files, jobs, pictures
from core.errors import Refused
from core.file_types import JPEG, PNG
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import Inspection, Lot, Measurement
from programs.workshop.selectors import QualityPlan
from programs.workshop.services.days import check_open_day
from programs.workshop.services.lots import MOST_PIECES
from programs.workshop.services.refusals import REFUSALS
from programs.workshop.services.stock import put_in_stock

MOST_SAMPLES = 200
LONGEST_REASON = 200
OTHER = "other"
THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Measured:
    """A value of one characteristic of the plan on one sample (1, 2, 3 …)."""

    characteristic: str
    sample: int
    value: Decimal


@dataclass(frozen=True)
class Cause:
    """Why pieces were rejected or are to be reworked: a characteristic of the plan, or "other" with a note."""

    verdict: str
    cause: str
    pieces: int
    note: str = ""


@dataclass(frozen=True)
class Findings:
    """What the inspector found besides the numbers: values, causes, a reason, a picture of the sealed sample."""

    measured: Sequence[Measured] = ()
    causes: Sequence[Cause] = ()
    reason: str = ""
    photo: "bytes | File[bytes] | None" = None
    photo_shows_nobody: bool = False


@dataclass(frozen=True)
class _Verdict:
    pieces: dict[str, int]
    rows: list[Measurement] = field(default_factory=list)

    @property
    def critical_outside(self) -> int:
        return len({row.characteristic for row in self.rows if row.severity == "critical" and row.is_outside})


def inspect_lot(
    lot: int, *, accepted: int, rejected: int, rework: int = 0, by: str, findings: Findings | None = None
) -> Inspection:
    """Give the verdict on a lot, once; accepted pieces enter the workshop's stock and others hear of it.

    The verdict is the inspector's: values outside the limits decide nothing, but while a critical characteristic is
    outside, all pieces are accepted only with a reason. Raises NotFound, Refused when the three do not sum to the lot,
    `by` recorded it, a value cannot exist or is not of the plan, causes do not sum, a picture is none or nobody says
    that it shows no person; Conflict when it is inspected.
    """
    found = findings or Findings()
    pieces = {"accepted": accepted, "rejected": rejected, "rework": rework}
    for name, count in pieces.items():
        if not 0 <= count <= MOST_PIECES:
            raise Refused(code="pieces-out-of-bounds", field=name, value=count, rule=_("Pieces are 0 or more."))
    with translated(REFUSALS, value=f"{accepted} + {rejected} + {rework}"), transaction.atomic():
        check_open_day(local_today())
        row = selectors.lot_for_change(lot)
        _check_kind(row)
        plan = selectors.quality_plan(this_prison(), row.program_code)
        verdict = _Verdict(pieces, _measurements(plan, found.measured))
        inspection = _book(row, verdict, found, plan, by=by)
        record("lot.inspected", by=by, subject=f"lot:{lot}", measured=len(verdict.rows), **pieces)
        _tell(row, accepted, by=by)
    return inspection


def _book(row: Lot, verdict: _Verdict, found: Findings, plan: QualityPlan, *, by: str) -> Inspection:
    reason = found.reason.strip()
    if len(reason) > LONGEST_REASON:
        rule = _("Write at most %(longest)d characters.") % {"longest": LONGEST_REASON}
        raise Refused(code="text-length", field="reason", value=len(reason), rule=rule)
    inspection = Inspection.objects.create(
        lot=row,
        produced=row.produced,
        recorded_by=row.recorded_by,
        **verdict.pieces,
        causes=_causes(found.causes, verdict.pieces, plan),
        critical_outside=verdict.critical_outside,
        reason=reason,
        inspected_by=by,
        photo=_kept_photo(row, found),
    )
    for each in verdict.rows:
        each.inspection = inspection
    Measurement.objects.bulk_create(verdict.rows)
    return inspection


def _tell(row: Lot, accepted: int, *, by: str) -> None:
    prison = this_prison()
    if accepted:
        put_in_stock(row, accepted, reference=f"inspection:{row.pk}", by=by)
        jobs.publish("workshop.lot_accepted", prison=prison, lot=row.pk)
    jobs.publish("workshop.period_dirty", prison=prison, period=f"{row.made_on:%Y-%m}")


def _check_kind(row: Lot) -> None:
    if not row.is_inspected_itself:
        rule = _("The pieces of a split or merged lot were inspected before.")
        raise Refused(code="inspected-before", field="lot", value=row.code, rule=rule)


def _measurements(plan: QualityPlan, measured: Sequence[Measured]) -> list[Measurement]:
    known = plan.by_code()
    rows = []
    for each in measured:
        planned = known.get(each.characteristic)
        if planned is None:
            rule = _("The quality plan of this programme has no such characteristic.")
            raise Refused(code="characteristic-unknown", field="measured", value=each.characteristic[:40], rule=rule)
        if not 0 < each.sample <= MOST_SAMPLES:
            rule = _("Samples are numbered from 1 to %(most)d.") % {"most": MOST_SAMPLES}
            raise Refused(code="sample-unfit", field="measured", value=each.sample, rule=rule)
        _check_value(planned, each)
        limits = {"lower": planned.lower, "upper": planned.upper, "is_strict": planned.is_strict}
        facts = {"characteristic": planned.code, "severity": planned.severity, "unit": planned.unit}
        rows.append(Measurement(sample=each.sample, value=each.value, **facts, **limits))
    return rows


def _check_value(planned: selectors.Characteristic, each: Measured) -> None:
    """A value that cannot exist is a mistake of reading or typing: it is refused with the rule, not judged."""
    bounds = selectors.bounds_of(planned.unit, lower=planned.lower)
    field_name = f"{planned.code}-{each.sample}"
    if not each.value.is_finite() or each.value != each.value.quantize(THOUSANDTH):
        rule = _("A measured value is a number with at most three decimals.")
        raise Refused(code="value-unfit", field=field_name, value=str(each.value)[:30], rule=rule)
    if bounds is not None and not bounds.allow(each.value):
        rule = _("%(title)s: %(reason)s") % {"title": planned.title, "reason": bounds.reason}
        raise Refused(code="value-impossible", field=field_name, value=str(each.value)[:30], rule=rule)


def _causes(given: Sequence[Cause], pieces: dict[str, int], plan: QualityPlan) -> list[dict[str, object]]:
    """The causes of each verdict sum to its pieces; where none is given, all of them have another cause."""
    causes: list[Cause] = []
    for verdict in ("rejected", "rework"):
        named = [each for each in given if each.verdict == verdict]
        if not named and pieces[verdict]:
            named = [Cause(verdict, OTHER, pieces[verdict])]
        if sum(each.pieces for each in named) != pieces[verdict] or any(each.pieces <= 0 for each in named):
            rule = _("The pieces of the reasons sum to the pieces of the verdict: %(pieces)d.")
            total = sum(each.pieces for each in named)
            raise Refused(code="causes-differ", field=verdict, value=total, rule=rule % {"pieces": pieces[verdict]})
        causes += named
    known = {*plan.by_code(), OTHER}
    for each in causes:
        if each.cause not in known or len(each.note) > LONGEST_REASON:
            rule = _("A reason is a characteristic of the plan, or another one with a note.")
            raise Refused(code="cause-unknown", field=each.verdict, value=each.cause[:40], rule=rule)
    return [asdict(each) for each in causes]


def _kept_photo(row: Lot, found: Findings) -> UUID | None:
    """The picture of the sealed sample, without what the camera wrote into it (product rule 21)."""
    if found.photo is None:
        return None
    if not found.photo_shows_nobody:
        rule = _("Say that the picture shows no person, no name, no block and no fence.")
        raise Refused(code="photo-unsaid", field="photo_shows_nobody", value=False, rule=rule)
    body = found.photo if isinstance(found.photo, bytes) else b"".join(found.photo.chunks())
    clean = pictures.without_metadata(body)
    stored = files.store(clean, name=f"{row.code}", purpose="lot_sample", prison=this_prison(), accepted=(JPEG, PNG))
    return stored.pk
