"""Owns the way of an application: submitted from an official address, approved or declined with a reason, provisioned."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, clock, jobs
from core.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from programs.library import selectors as library
from programs.replication import progress, selectors
from programs.replication.models import Application
from programs.replication.readiness import checked_answers
from programs.replication.services.onboarding import onboard_prison
from programs.replication.services.specification import OnboardingSpec, checked
from tenants.selectors import names_of, official_domain

LONGEST_REASON = 300


def submit_application(
    spec: OnboardingSpec, *, applicant: str, by: str, answers: Mapping[str, str] | None = None
) -> Application:
    """Ask for a template; nothing is made before an approver says yes. The caller acts as the storefront.

    `applicant` is an address that the account `by` controls, `answers` what is known of the prison's readiness. Sent
    again with the same facts (a button pressed twice) it is the same application. Raises Forbidden for an address that
    is not official, Refused or NotFound for the first wrong value, Conflict (field `code`, `domain`) for what is taken.
    """
    if official_domain(applicant) is None:
        rule = _("An application comes from an official e-mail address.")
        raise Forbidden(code="address-not-official", field="applicant", value=applicant.rpartition("@")[2], rule=rule)
    decided = checked(spec)
    readiness = checked_answers(answers or {}, library.version(decided.template).document)
    sent = {**decided.facts(), "readiness": readiness, "applicant_email": applicant, "submitted_by": by}
    with transaction.atomic():
        there = selectors.live_of_code(decided.code)
        if there is not None and all(getattr(there, name) == value for name, value in sent.items()):
            return there
        _refuse_taken(decided)
        return _submitted(sent, by=by)


def approve(application: UUID, *, by: str) -> Application:
    """Say yes, and tell the provisioning worker; approving again tells it once more after a failure only.

    The caller acts as the national office and looked whether `by` may decide. Raises Conflict for a declined one.
    """
    with transaction.atomic():
        row = _locked(application)
        if row.state not in {"submitted", "failed"}:
            return row
        row.approved_at, row.approved_by, row.failure = clock.now(), by, ""
        row.save(update_fields=["approved_at", "approved_by", "failure"])
        audit.record("application.approved", by=by, subject=f"application:{row.pk}", prison=row.code)
        jobs.publish("replication.approved", application=str(row.pk))
    return row


def decline(application: UUID, *, reason: str, by: str) -> Application:
    """Say no with a reason that the applicant reads; the code is free again. Raises Conflict once it was approved."""
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        rule = _("Declining needs a reason of at most %(most)s characters.") % {"most": LONGEST_REASON}
        raise Refused(code="reason-missing", field="reason", value=words[:80], rule=rule)
    with transaction.atomic():
        row = _locked(application)
        if row.state != "submitted":
            rule = _("Only an application that waits can be declined.")
            raise Conflict(code="verdict-given", field="application", value=row.state, rule=rule)
        row.declined_at, row.declined_by, row.declined_reason = clock.now(), by, words
        row.save(update_fields=["declined_at", "declined_by", "declined_reason"])
        audit.record("application.declined", by=by, subject=f"application:{row.pk}", prison=row.code)
    return row


def provision(application: UUID) -> None:
    """Onboard the prison of an approved application; a rule that says no is kept with the application, not raised.

    Needs the owner's login. Repeating it for a provisioned, declined or undecided application changes nothing.
    """
    row = selectors.application(application)
    if row.state not in {"approved", "failed"}:
        return
    progress.tell(row.pk, {})
    try:
        onboard_prison(_spec_of(row), by=row.approved_by, told=partial(progress.tell, row.pk))
    except DomainError as error:
        row.failure = f"{error.field}: {error.rule}"[:300]
        row.save(update_fields=["failure"])
        audit.record(
            "application.failed", by="system", subject=f"application:{row.pk}", prison=row.code, code=error.code
        )


def _refuse_taken(spec: OnboardingSpec) -> None:
    taken_by = names_of([spec.code]).get(spec.code)
    if taken_by is not None:
        rule = _("This code belongs to %(name)s.") % {"name": taken_by}
        raise Conflict(code="code-taken", field="code", value=spec.code, rule=rule)
    if selectors.is_slug_applied_for(spec.slug, besides=spec.code):
        rule = _("Another application asks for this address. Choose another one.")
        raise Conflict(code="host-applied", field="domain", value=spec.slug, rule=rule)


def _submitted(sent: dict[str, object], *, by: str) -> Application:
    try:
        with transaction.atomic():
            row = Application.objects.create(**sent)
            audit.record("application.submitted", by=by, subject=f"application:{row.pk}", prison=row.code)
    except IntegrityError as error:
        rule = _("An application for this prison waits already.")
        raise Conflict(code="code-applied", field="code", value=sent["code"], rule=rule) from error
    return row


def _locked(application: UUID) -> Application:
    row = Application.objects.select_for_update().filter(pk=application).first()
    if row is None:
        rule = _("There is no such application.")
        raise NotFound(code="application-unknown", field="application", value=str(application), rule=rule)
    if row.declined_at is not None:
        rule = _("This application was declined; a new one can be sent.")
        raise Conflict(code="verdict-given", field="application", value=row.state, rule=rule)
    return row


def _spec_of(row: Application) -> OnboardingSpec:
    return OnboardingSpec(
        code=row.code,
        name=row.name,
        province=row.province_code,
        kind=row.kind,
        prison_class=row.prison_class,
        template=row.template_reference,
        programs=tuple(row.programs),
        admin_email=row.admin_email,
        scheme=row.scheme_code,
        decree_number=row.decree_number,
        slug=row.slug,
        is_demo=row.is_demo,
    )
