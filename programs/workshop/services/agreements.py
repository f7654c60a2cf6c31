"""Owns agreements with partners: entered and mended until a session rests on them, ended early with a reason, their files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import files
from core.errors import Conflict, NotFound, Refused
from core.file_types import SCANS
from programs.library.selectors import adopted_programs
from programs.records.refusals import translated
from programs.records.selectors import this_prison
from programs.records.services import ensure_officer, record
from programs.workshop import selectors
from programs.workshop.models import Agreement
from programs.workshop.services.refusals import REFUSALS, STATE_OFFICER
from programs.workshop.services.words import checked_text

AGREEMENT_FILES = "pks"
MOST_FILES = 5
MOST_RUPIAH = 1_000_000_000
LONGEST = {"partner": 120, "number": 80, "supervision": 1000}


@dataclass(frozen=True)
class AgreementTerms:
    """What an agreement says: `rates` are rupiah by product, `first` and `last` both belong to it."""

    partner: str
    number: str
    signed_on: date
    kind: str
    material_by: str
    is_export: bool
    programs: Sequence[str]
    rates: Mapping[str, int]
    supervision: str
    supervisor: UUID
    supervisor_name: str
    first: date
    last: date


def add_agreement(terms: AgreementTerms, *, by: str) -> Agreement:
    """Enter a signed agreement. Raises Refused for terms that do not fit, naming the field; Conflict for a known number."""
    facts = _facts(terms)
    with translated(REFUSALS, value=terms.number[:80]), transaction.atomic():
        _supervised(terms)
        row = Agreement.objects.create(**facts, recorded_by=by)
        record("agreement.added", by=by, subject=f"agreement:{row.pk}", number=row.number)
    return row


def change_agreement(agreement: int, terms: AgreementTerms, *, version: int, by: str) -> Agreement:
    """Mend an agreement that no session or slot rests on yet. Raises Conflict when one does, or somebody else changed it."""
    facts = _facts(terms)
    with translated(REFUSALS, value=terms.number[:80]), transaction.atomic():
        row = selectors.agreement_for_change(agreement)
        if row.version != version:
            rule = _("Somebody else changed this in the meantime. Look at it and save again.")
            raise Conflict(code="agreement-changed", field="version", value=version, rule=rule)
        if selectors.is_agreement_used(agreement) or row.ended_on is not None:
            rule = _("Work rests on this agreement, or it has ended: enter a new one, or end it early.")
            raise Conflict(code="agreement-used", field="agreement", value=agreement, rule=rule)
        _supervised(terms)
        for name, value in facts.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record("agreement.changed", by=by, subject=f"agreement:{agreement}", version=row.version)
    return row


def end_agreement(agreement: int, *, on: date, reason: str, by: str) -> None:
    """End an agreement before its last day: `on` is the first day without it. Ended already it stays as it is.

    Raises Refused for a day outside it, Conflict while a session that is not cancelled lies on that day or later.
    """
    reason = checked_text(reason, field="reason", longest=200)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        row = selectors.agreement_for_change(agreement)
        if row.ended_on is not None:
            rule = _("This agreement has ended early already.")
            raise Conflict(code="agreement-ended", field="agreement", value=agreement, rule=rule)
        if not row.covers(on):
            rule = _("Choose a day within the agreement.")
            raise Refused(code="day-outside", field="on", value=on.isoformat(), rule=rule)
        row.during = (row.during.lower, on)
        row.ended_on, row.ended_reason, row.version = on, reason, row.version + 1
        row.save(update_fields=["during", "ended_on", "ended_reason", "version"])
        record("agreement.ended", by=by, subject=f"agreement:{agreement}", on=on.isoformat(), reason=reason)


def attach_agreement_file(agreement: int, content: "bytes | File[bytes]", *, name: str, by: str) -> UUID:
    """Keep a PDF, JPEG or PNG with an agreement, five at most. Raises Refused for another kind, Conflict for a sixth."""
    with transaction.atomic():
        row = selectors.agreement_for_change(agreement)
        if len(row.files) >= MOST_FILES:
            rule = _("There are already %(most)d files with this agreement.") % {"most": MOST_FILES}
            raise Conflict(code="files-too-many", field="file", value=len(row.files), rule=rule)
        file = files.store(content, name=name, purpose=AGREEMENT_FILES, prison=this_prison(), accepted=SCANS)
        row.files = [*row.files, file.pk]
        row.save(update_fields=["files"])
        record("agreement.file", by=by, subject=f"agreement:{agreement}", file=str(file.pk))
    return file.pk


def terms_of(agreement: int | None, *, program: str, day: date) -> dict[str, Any]:
    """What a session of the program on a day copies of an agreement; nothing without one.

    Raises NotFound for an unknown agreement, Refused when it does not cover the program or the day.
    """
    if agreement is None:
        return {}
    row = selectors.agreement_for_change(agreement)
    if program not in row.programs:
        rule = _("The agreement %(number)s does not cover this programme.") % {"number": row.number}
        raise Refused(code="agreement-other-program", field="agreement", value=program[:40], rule=rule)
    if not row.covers(day):
        rule = _("The agreement %(number)s does not hold on this day.") % {"number": row.number}
        raise Refused(code="agreement-not-valid", field="agreement", value=day.isoformat(), rule=rule)
    return {"agreement": row, "agreement_during": row.during, "is_export": row.is_export}


def _supervised(terms: AgreementTerms) -> None:
    ensure_officer(terms.supervisor, name=terms.supervisor_name, is_state=True)


def _facts(terms: AgreementTerms) -> dict[str, Any]:
    facts = asdict(terms)
    for field, longest in LONGEST.items():
        facts[field] = checked_text(facts[field], field=field, longest=longest)
    name, first, last = facts.pop("supervisor_name"), facts.pop("first"), facts.pop("last")
    if name.casefold() not in facts["supervision"].casefold():
        rule = _("The clause names the state officer who supervises: %(name)s.") % {"name": name}
        raise Refused(code="supervisor-not-named", field="supervision", value=name, rule=rule, citation=STATE_OFFICER)
    if last < first:
        raise Refused(
            code="days-backwards", field="last", value=last.isoformat(), rule=_("The last day is not before the first.")
        )
    _check_scope(terms)
    facts["supervisor_id"] = facts.pop("supervisor")
    return {
        **facts,
        "programs": list(terms.programs),
        "rates": dict(terms.rates),
        "during": (first, last + timedelta(days=1)),
    }


def _check_scope(terms: AgreementTerms) -> None:
    adopted = {each.code: each for each in adopted_programs(this_prison())}
    for program in terms.programs:
        if program not in adopted:
            rule = _("This prison does not run a programme with this code.")
            raise NotFound(code="program-not-adopted", field="programs", value=program[:80], rule=rule)
    if not terms.programs:
        rule = _("Choose at least one programme.")
        raise Refused(code="programs-missing", field="programs", value=0, rule=rule)
    products = {product.code for program in terms.programs for product in adopted[program].products}
    if not terms.rates:
        rule = _("Enter the rate of at least one product.")
        raise Refused(code="rates-missing", field="rates", value=0, rule=rule)
    for product, rupiah in terms.rates.items():
        if product not in products:
            rule = _("This product does not belong to the chosen programmes.")
            raise Refused(code="product-of-other-program", field="rates", value=product[:40], rule=rule)
        if not 0 < rupiah <= MOST_RUPIAH:
            rule = _("A rate is 1 to %(most)d rupiah a piece.") % {"most": MOST_RUPIAH}
            raise Refused(code="rate-out-of-bounds", field=f"rate-{product}", value=rupiah, rule=rule)
