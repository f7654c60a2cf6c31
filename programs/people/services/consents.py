"""Owns consent: given with text, language and witness, withdrawn at any time with everything that rests on it."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Refused
from programs.people import selectors
from programs.people.models import PURPOSES, Consent, Enrolment
from programs.people.services.days import check_come, check_near
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import constraint_of, translated
from programs.records.selectors import this_prison
from programs.records.services import record

WORKED_THAT_DAY = "workshop_attendance_enrolled"
WORKED_FOR_A_PARTNER = ("workshop_attendance_partner", "workshop_attendance_export")
LONGEST = {"text_version": 20, "language": 10, "witness": 120}


def give_consent(
    person: int,
    *,
    purpose: str,
    text_version: str,
    language: str,
    read_aloud: bool,
    witness: str,
    starts: date,
    by: str,
) -> Consent:
    """Record that the person consents to one purpose from the day `starts`, until withdrawn.

    Raises NotFound for an unknown person, Refused for a field that is empty or too long and for a text that does not
    exist, Conflict when a consent for the purpose holds already. Nothing but enrolment reads it (product rule 2).
    """
    check_near(starts, field="starts")
    held = selectors.held_person(person, on=starts)
    witness = witness.strip()
    _check_texts(text_version=text_version, language=language, witness=witness)
    _check_version(purpose, text_version)
    with translated(REFUSALS, value=purpose[:20]), transaction.atomic():
        consent = Consent.objects.create(
            person=held,
            purpose=purpose[:12],
            text_version=text_version,
            language=language,
            read_aloud=read_aloud,
            witness=witness,
            during=(starts, None),
        )
        record("consent.given", by=by, subject=f"person:{person}", consent=consent.pk, purpose=purpose)
    return consent


def refuse_consent(
    person: int,
    *,
    purpose: str,
    text_version: str,
    language: str,
    read_aloud: bool,
    witness: str,
    on: date,
    by: str,
) -> Consent:
    """Record that the person was asked for one purpose on the day `on` and refused: counted, and read by nothing else.

    Raises as `give_consent`; Refused when a consent for the purpose holds (then it is withdrawn), Conflict for a refusal
    of the same day that is recorded already.
    """
    check_come(on, field="starts")
    held = selectors.held_person(person, on=on)
    witness = witness.strip()
    _check_texts(text_version=text_version, language=language, witness=witness)
    _check_version(purpose, text_version)
    if selectors.consenting([person], purpose, on):
        rule = _("A consent for this purpose holds. Withdraw it on the person's page instead.")
        raise Refused(code="consent-holds", field="answer", value=purpose[:20], rule=rule)
    with translated(REFUSALS, value=purpose[:20]), transaction.atomic():
        refusal = Consent.objects.create(
            person=held,
            purpose=purpose[:12],
            answer="refused",
            text_version=text_version,
            language=language,
            read_aloud=read_aloud,
            witness=witness,
            during=(on, on),
            refused_on=on,
        )
        record("consent.refused", by=by, subject=f"person:{person}", consent=refusal.pk, purpose=purpose)
    return refusal


def withdraw_consent(consent: int, *, on: date, by: str, person: int | None = None) -> None:
    """The consent no longer covers the day `on` or any later one; enrolments that rest on it end first.

    Work already registered on `on` itself stands: then both end with that day. Withdrawing again changes nothing.
    Raises NotFound (also when it is not of the `person` given), and Conflict when work is registered on a later day.
    """
    check_near(on)
    with translated(REFUSALS, value=on.isoformat()), transaction.atomic():
        row = selectors.consent_for_change(consent, person=person)
        if row.during.isempty or (row.during.upper is not None and row.during.upper <= on):
            return
        try:
            with transaction.atomic():
                _end(row, on)
        except IntegrityError as error:
            if constraint_of(error) not in {WORKED_THAT_DAY, *WORKED_FOR_A_PARTNER}:
                raise
            _end(row, on + timedelta(days=1))
        Consent.objects.filter(pk=row.pk).update(withdrawn_on=on)
        record("consent.withdrawn", by=by, subject=f"person:{row.person_id}", consent=consent, purpose=row.purpose)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{on:%Y-%m}")


def _end(consent: Consent, day: date) -> None:
    """Enrolments first, then the consent they rest on: the other order is refused by the database."""
    still_open = Q(during__upper_inf=True) | Q(during__endswith__gt=day)
    for enrolment in Enrolment.objects.filter(still_open, consent=consent):
        enrolment.during, enrolment.ended_reason = ended(enrolment.during.lower, day), "withdrawal"
        enrolment.save(update_fields=["during", "ended_reason"])
    Consent.objects.filter(pk=consent.pk).update(during=ended(consent.during.lower, day))


def ended(lower: date | None, day: date) -> tuple[date | None, date]:
    """The range from `lower` up to `day`, that day excluded; empty when it would have begun later."""
    return (lower, max(lower or day, day))


def _check_version(purpose: str, version: str) -> None:
    if purpose in PURPOSES and not selectors.has_text(purpose, version):
        rule = _("There is no such text for this purpose. Open the page again and read the present one aloud.")
        raise Refused(code="text-unknown", field="text_version", value=version, rule=rule)


def _check_texts(**texts: str) -> None:
    for field, text in texts.items():
        longest = LONGEST[field]
        if not text.strip() or len(text) > longest:
            rule = _("Fill this in, with at most %(longest)d characters.") % {"longest": longest}
            raise Refused(code="text-length", field=field, value=len(text), rule=rule)
