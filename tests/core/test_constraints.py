"""What the database refuses about the outbox, its deliveries and idempotency keys, and who may rewrite the audit: nobody."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import audit, jobs
from core.models import AuditEntry, Delivery, IdempotencyKey, OutboxEvent
from tenants.isolation.acting import acting_as, in_prison

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_fact_goes_to_a_task_once() -> None:
    with acting_as("owner"):
        event = OutboxEvent.objects.create(topic="orders.part_paid")
        Delivery.objects.create(event=event, task="orders.settle_part")
        with refused("core_delivery_once"), transaction.atomic():
            Delivery.objects.create(event=event, task="orders.settle_part")


def test_a_key_is_used_once_in_its_scope() -> None:
    facts = {"key": "k", "request_hash": "0" * 64}
    with acting_as("owner"):
        IdempotencyKey.objects.create(scope="order", **facts)
        IdempotencyKey.objects.create(scope="other", **facts)
        with refused("core_idempotency_once"), transaction.atomic():
            IdempotencyKey.objects.create(scope="order", **facts)


@pytest.mark.parametrize("role", ["gate", "storefront", "national", "IDM"])
def test_nobody_rewrites_the_audit_or_the_outbox(role: str) -> None:
    with in_prison(role) if role == "IDM" else acting_as(role):
        if role != "gate":
            audit.record("tried", by="test", subject="x:1", prison="IDM")
            jobs.publish("tried", prison="IDM")
        for model in (AuditEntry, OutboxEvent):
            for act in (lambda rows: rows.update(prison_code="GRT"), lambda rows: rows._raw_delete("default")):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    act(model.objects.all())


def test_a_prison_tells_facts_of_its_own_only() -> None:
    with in_prison("IDM"):
        for write in (audit.record, jobs.publish):
            extra = {"by": "x", "subject": "x:1"} if write is audit.record else {}
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                write("forged", prison="GRT", **extra)
