"""Owns certificates: issued when every assessed module is passed, in the edition the bearer chooses, withdrawn with a reason."""

import re
import secrets
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.library import services as library
from programs.people import selectors
from programs.people.models import BRANDING, EDITIONS, Certificate
from programs.people.selectors.certificates import certificate as certificate_of
from programs.people.selectors.training import ProgramTraining, training_of
from programs.people.services.days import check_come
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record

# neither vowels, which could make a word, nor what is mistaken for a figure
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4
LONGEST_ISSUER = 120
SKILLS = ("safety", "craft", "wirausaha")  # what stands on the paper; the module on rights is passed, not certified
OWN_BUSINESS = ("Kewirausahaan", "Running a business")


def issue_certificate(
    person: int, *, program: str, issuer: str, edition: str, on: date, is_demo: bool, by: str
) -> Certificate:
    """Certify that the person passed every assessed module of a program; its page is public by its random code from now on.

    `issuer` is the training partner, BLK or BNSP. Raises NotFound, Refused for a day ahead, an issuer whose name brands,
    an unknown edition or modules that are not passed; Conflict when a certificate for the program holds already.
    """
    check_come(on)
    bearer = selectors.person(person)
    issuer = checked_issuer(issuer)
    _check_edition(edition)
    passed = _passed(person, program, on)
    modules = _on_paper(passed)
    code = new_code(is_demo=is_demo)
    with translated(REFUSALS, value=program), transaction.atomic():
        made = Certificate.objects.create(
            person=bearer,
            program_code=program,
            reference=passed.program.reference,
            code=code,
            edition=edition,
            issuer=issuer,
            skill_id=passed.program.title_id,
            skill_en=passed.program.title_en,
            modules=modules,
            hours=sum((Decimal(module["hours"]) for module in modules), Decimal(0)),
            issued_on=on,
            issued_by=by,
        )
        _publish(made, bearer.name, is_demo=is_demo)
        record("certificate.issued", by=by, subject=f"person:{person}", certificate=made.pk, edition=edition)
    return made


def choose_edition(certificate: int, *, person: int, edition: str, by: str) -> None:
    """The bearer chose the other edition; the public page is the same for both. Raises NotFound, Refused."""
    _check_edition(edition)
    with transaction.atomic():
        row = certificate_of(certificate, person=person)
        if row.edition == edition:
            return
        row.edition = edition
        row.save(update_fields=["edition"])
        record("certificate.edition-chosen", by=by, subject=f"person:{person}", certificate=row.pk, edition=edition)


def withdraw_certificate(certificate: int, *, person: int, reason: str, by: str) -> None:
    """The certificate no longer counts from today; its public page says so, the reason stays here.

    Again changes nothing. Raises NotFound, Refused without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(code="reason-missing", field="reason", value="", rule=_("Say why it is withdrawn."))
    with transaction.atomic():
        row = Certificate.objects.select_for_update().get(pk=certificate_of(certificate, person=person).pk)
        if row.withdrawn_on is not None:
            return
        row.withdrawn_on, row.withdrawn_reason = max(local_today(), row.issued_on), reason[:300]
        row.save(update_fields=["withdrawn_on", "withdrawn_reason"])
        library.withdraw_certificate(row.code, prison=this_prison(), on=row.withdrawn_on)
        record("certificate.withdrawn", by=by, subject=f"person:{person}", certificate=row.pk)


def note_print(certificate: Certificate, *, edition: str, by: str) -> None:
    """A paper with the name on it was printed: who did it is in the audit."""
    subject = f"person:{certificate.person_id}"
    record("certificate.printed", by=by, subject=subject, certificate=certificate.pk, edition=edition)


def new_code(*, is_demo: bool) -> str:
    """A random number, 57 bits, such as "7KQM-2XRB-9TWD"; that of invented data begins with CONTOH."""
    groups = ["".join(secrets.choice(LETTERS) for _each in range(GROUP)) for _group in range(GROUPS)]
    return "-".join(["CONTOH", *groups] if is_demo else groups)


def checked_issuer(issuer: str) -> str:
    """The issuer as it stands on paper; raises Refused when empty, or when its name would tell of custody."""
    issuer = " ".join(issuer.split())
    if not issuer or len(issuer) > LONGEST_ISSUER:
        raise Refused(code="issuer-missing", field="issuer", value=len(issuer), rule=_("Name who certifies."))
    if re.search(BRANDING, issuer, re.IGNORECASE):
        rule = REFUSALS["people_certificate_issuer"].rule
        raise Refused(code="issuer-brands", field="issuer", value=issuer, rule=str(rule))
    return issuer


def _publish(made: Certificate, name: str, *, is_demo: bool) -> None:
    library.publish_certificate(
        made.code,
        prison=this_prison(),
        name=name,
        skill=(made.skill_id, made.skill_en),
        hours=made.hours,
        issuer=made.issuer,
        issued_on=made.issued_on,
        is_demo=is_demo,
    )


def _check_edition(edition: str) -> None:
    if edition not in EDITIONS:
        rule = _("Choose one of the editions listed.")
        raise Refused(code="edition-unknown", field="edition", value=edition[:8], rule=rule)


def _passed(person: int, program: str, on: date) -> ProgramTraining:
    found = next((each for each in training_of(person, day=on) if each.program.code == program), None)
    if found is None or not found.is_complete:
        rule = _("Every assessed module of the programme must be passed first.")
        raise Refused(code="modules-open", field="program", value=program[:40], rule=rule)
    late = [state for state in found.states if state.passed and state.passed.attended_on > on]
    if late:
        rule = _("A module was passed after this day. Choose a later day.")
        raise Conflict(code="issued-early", field="on", value=on.isoformat(), rule=rule)
    return found


def _on_paper(found: ProgramTraining) -> list[dict[str, str]]:
    shown = []
    for state in found.states:
        if state.passed and state.module.kind in SKILLS:
            own = state.module.kind == "wirausaha"
            titles = OWN_BUSINESS if own else (state.module.title_id, state.module.title_en)
            shown.append(
                {"code": state.module.code, "id": titles[0], "en": titles[1], "hours": str(state.passed.hours)}
            )
    return shown
