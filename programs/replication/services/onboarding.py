"""Owns how a prison comes to run a template: schema, programs, rates, scheme and head, entirely or not at all."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict
from programs.earnings.services import RateFacts, choose_scheme, set_rates
from programs.library import document
from programs.library import selectors as library
from programs.library.services import adopt
from programs.records import services as records
from programs.replication import selectors
from programs.replication.models import Application
from programs.replication.services.invitations import invite_again, invite_member
from programs.replication.services.specification import OnboardingSpec, checked
from tenants.isolation import names
from tenants.isolation.acting import acting_as, owner_in
from tenants.provisioning import steps
from tenants.services import create_prison

_LOCK = 7202612  # the first half of an advisory lock's key: onboarding; the second is the code
# facts that say which prison it is: another value means that the code belongs to another prison
_IDENTITY = {"name", "kind", "prison_class", "province_code"}


@dataclass(frozen=True)
class Onboarded:
    """What an onboarding made, or found: `created` tells which. `invitation` is the head's one-time address."""

    code: str
    schema: str
    template: str
    programs: tuple[str, ...]
    domain: str
    created: bool
    seconds: float
    invitation: str | None


def onboard_prison(spec: OnboardingSpec, *, by: str, told: steps.Told | None = None) -> Onboarded:
    """Make a prison that runs its programs and has a head, in one transaction; needs the owner's login.

    Repeated with the same facts it changes nothing, and invites the head again who never signed in. Raises Refused or
    NotFound for the first wrong value, Conflict when code or host belong to another prison or the facts differ.
    `told` hears the seconds of each step as it is done, inside the transaction.
    """
    started = time.perf_counter()
    with acting_as("owner"), transaction.atomic():
        _lock(names.checked_code(spec.code))
        application = selectors.live_application(spec.code)
        if application is not None:
            _refuse_difference(application, spec)
            if application.provisioned_at is not None:
                return _onboarded(application, created=False, invitation=invite_again(application, by=by))
        decided = checked(spec)
        application = _approved(application, decided, by)
        with steps.watched(told) as watch:
            invitation = _make(decided, by)
        application.timings = watch.timings
        application.provisioned_at, application.failure = clock.now(), ""
        application.seconds = round(time.perf_counter() - started, 3)
        application.save(update_fields=["provisioned_at", "failure", "seconds", "timings"])
        return _onboarded(application, created=True, invitation=invitation)


def _lock(code: str) -> None:
    """Two onboardings of one code wait for each other; the second finds what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, code])


def _refuse_difference(application: Application, spec: OnboardingSpec) -> None:
    """A repeated call insists on what it names; what it leaves open may be as it is."""
    facts = {**spec.facts(), "name": spec.name.strip(), "admin_email": spec.admin_email.strip().lower()}
    for name, value in facts.items():
        there = getattr(application, name)
        if not value or _is_same(name, value, there):
            continue
        if name in _IDENTITY:
            rule = _("This code belongs to %(name)s, with another name, kind, class or province.") % {
                "name": application.name
            }
            raise Conflict(code="code-taken", field="code", value=spec.code, rule=rule)
        shown = ", ".join(value) if isinstance(value, list) else value
        rule = _("The prison was applied for or onboarded with another value; change it in the prison itself.")
        raise Conflict(code="facts-differ", field=name, value=shown, rule=rule)


def _is_same(name: str, value: Any, there: Any) -> bool:
    if name == "programs":
        return sorted(value) == sorted(there)
    if name == "template_reference":
        return value in {there, there.partition("@")[0]}
    return bool(value == there)


def _approved(application: Application | None, spec: OnboardingSpec, by: str) -> Application:
    """The application as an approved one: an operator's command is application and approval in one."""
    now = clock.now()
    if application is None:
        return Application.objects.create(
            **spec.facts(), submitted_at=now, submitted_by=by, approved_at=now, approved_by=by
        )
    if application.approved_at is None:
        application.approved_at, application.approved_by = now, by
        application.save(update_fields=["approved_at", "approved_by"])
    return application


def _make(spec: OnboardingSpec, by: str) -> str | None:
    prison = create_prison(
        spec.code,
        name=spec.name,
        kind=spec.kind,
        prison_class=spec.prison_class,
        province_code=spec.province,
        slug=spec.slug,
        is_demo=spec.is_demo,
        by=by,
    )
    day = clock.today(prison.timezone)
    version = library.version(spec.template)
    for program in spec.programs or ():
        adopt(spec.code, version=version, program=program, on=day, by=by)
    steps.done("programs")
    with owner_in(spec.code):
        set_rates(_rates(version.document, spec), starts=day, by=by)
        choose_scheme(spec.scheme, starts=day, decree_number=spec.decree_number, by=by)
        records.record("prison.onboarded", by=by, subject=f"prison:{spec.code}", template=spec.template)
    steps.done("reference")
    audit.record(
        "prison.onboarded",
        by=by,
        subject=f"prison:{spec.code}",
        prison=spec.code,
        template=spec.template,
        programs=list(spec.programs or ()),
    )
    invitation = invite_member(spec.admin_email, role="head", prison=spec.code, by=by)
    steps.done("administrator")
    return invitation


def _rates(content: Mapping[str, Any], spec: OnboardingSpec) -> list[RateFacts]:
    return [
        RateFacts(product.code, product.piece_rate_idr, product.material_cost_idr, f"{spec.template}: {product.source}")
        for program in document.programs(content)
        if program.code in (spec.programs or ())
        for product in program.products
    ]


def _onboarded(application: Application, *, created: bool, invitation: str | None) -> Onboarded:
    return Onboarded(
        code=application.code,
        schema=names.schema_of(application.code),
        template=application.template_reference,
        programs=tuple(application.programs),
        domain=f"{application.slug}.{settings.BASE_HOST}",
        created=created,
        seconds=application.seconds or 0.0,
        invitation=invitation,
    )
