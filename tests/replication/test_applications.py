"""An application is submitted, decided once by who may decide, and provisioned by the owner's worker."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from core.errors import Conflict, DomainError, NotFound, Refused
from core.models import AuditEntry, OutboxEvent
from programs.replication import selectors, tasks
from programs.replication.models import Application
from programs.replication.services import approve, decline, provision, submit_application
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.replication.applying import APPLICANT
from tests.replication.cirebon import CIREBON, cirebon

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted() -> Application:
    with acting_as("storefront"):
        return submit_application(CIREBON, applicant=APPLICANT, by="anonymous")


def fresh(application: Application) -> Application:
    with acting_as("owner"):
        return selectors.application(application.pk)


def test_an_application_keeps_what_was_decided_from_what_was_asked(submitted: Application) -> None:
    assert (submitted.state, submitted.slug, submitted.template_reference) == ("submitted", "cirebon", "indramayu@1")
    with acting_as("owner"):
        assert AuditEntry.objects.filter(act="application.submitted", prison_code="CRB").count() == 1


def test_approval_tells_the_worker_who_makes_the_prison_once(submitted: Application) -> None:
    with acting_as("national"):
        approve(submitted.pk, by="approver")
        approve(submitted.pk, by="approver")
    with acting_as("owner"):
        event = OutboxEvent.objects.get(topic="replication.approved")
        assert event.body == {"application": str(submitted.pk)}
    tasks.provision(application=str(submitted.pk))
    tasks.provision(application=str(submitted.pk))
    ready = fresh(submitted)
    assert (ready.state, ready.approved_by) == ("ready", "approver")
    assert ready.seconds is not None
    with acting_as("gate"):
        assert by_code("CRB").host == "cirebon.localhost"


def test_an_undecided_application_is_not_provisioned(submitted: Application) -> None:
    tasks.provision(application=str(submitted.pk))
    assert fresh(submitted).state == "submitted"


def test_a_rule_that_says_no_is_kept_with_the_application_and_tried_again(submitted: Application) -> None:
    with acting_as("owner"):
        Application.objects.update(scheme_code="GONE")
    with acting_as("national"):
        approve(submitted.pk, by="approver")
    tasks.provision(application=str(submitted.pk))
    failed = fresh(submitted)
    assert failed.state == "failed"
    assert failed.failure.startswith("scheme: ")
    with acting_as("owner"):
        Application.objects.update(scheme_code="KEP1990_50_35_15")
    with acting_as("national"):
        assert approve(submitted.pk, by="approver").failure == ""
    tasks.provision(application=str(submitted.pk))
    assert fresh(submitted).state == "ready"


def test_declining_needs_a_reason_and_frees_the_code(submitted: Application) -> None:
    with acting_as("national"):
        for reason in ("", "  ", "x" * 301):
            with pytest.raises(Refused) as refused:
                decline(submitted.pk, reason=reason, by="approver")
            assert refused.value.field == "reason"
        assert decline(submitted.pk, reason="The name is wrong.", by="approver").state == "declined"
        with pytest.raises(Conflict):
            approve(submitted.pk, by="approver")
    with acting_as("storefront"):
        assert submit_application(CIREBON, applicant=APPLICANT, by="anonymous").state == "submitted"


def test_an_approved_application_is_not_declined(submitted: Application) -> None:
    with acting_as("national"):
        approve(submitted.pk, by="approver")
        with pytest.raises(Conflict) as refused:
            decline(submitted.pk, reason="Too late.", by="approver")
        assert refused.value.field == "application"


def test_a_second_application_for_a_code_is_a_conflict(submitted: Application) -> None:
    for spec in (CIREBON, cirebon(code="GRT")):
        with acting_as("storefront"), pytest.raises(Conflict) as refused:
            submit_application(spec, applicant=APPLICANT, by="other")
        assert refused.value.field == "code"


def test_bad_values_are_refused_before_anyone_looks_at_them() -> None:
    for field, spec in (
        ("template", cirebon(template="x")),
        ("code", cirebon(code="pg_x")),
        ("province", cirebon(province="")),
    ):
        with acting_as("storefront"), pytest.raises(DomainError) as refused:
            submit_application(spec, applicant=APPLICANT, by="other")
        assert refused.value.field == field


def test_an_unknown_application_is_not_found() -> None:
    with acting_as("national"):
        for act in (selectors.application, lambda pk: approve(pk, by="x"), lambda pk: decline(pk, reason="x", by="x")):
            with pytest.raises(NotFound):
                act(uuid4())
    with acting_as("owner"), pytest.raises(NotFound):
        provision(uuid4())


def test_applicants_decide_nothing_and_prisons_see_nothing(submitted: Application) -> None:
    with acting_as("storefront"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Application.objects.update(approved_at=clock.now())
    with acting_as("national"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Application.objects.update(provisioned_at=clock.now())
    with in_prison("IDM"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Application.objects.count()


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("replication_application_live_once", {"code": "CRB"}),
        ("replication_application_approved_first", {"provisioned_at": clock.now()}),
        (
            "replication_application_one_verdict",
            {"approved_at": clock.now(), "declined_at": clock.now(), "declined_reason": "x"},
        ),
        ("replication_application_reasoned", {"declined_at": clock.now()}),
    ],
)
def test_the_database_keeps_the_order_of_the_verdicts(constraint: str, facts: dict, submitted: Application) -> None:
    row = {**CIREBON.facts(), "code": "NEW", "slug": "new", "submitted_by": "x", **facts}
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Application.objects.create(**row)
