"""What a prison's own records refuse: a key used twice, a history rewritten."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from programs.records.models import AuditEntry, IdempotencyKey, Note
from programs.records.services import record
from tenants.isolation.acting import in_prison

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside():
    with in_prison("IDM"):
        yield


def test_a_key_is_used_once_in_its_scope() -> None:
    facts = {"key": "k", "request_hash": "0" * 64}
    IdempotencyKey.objects.create(scope="release", **facts)
    IdempotencyKey.objects.create(scope="other", **facts)
    with pytest.raises(IntegrityError, match="records_idempotency_once"), transaction.atomic():
        IdempotencyKey.objects.create(scope="release", **facts)


def test_the_audit_of_a_prison_is_extended_and_never_changed() -> None:
    record("tried", by="x", subject="x:1")
    for act in (lambda rows: rows.update(actor="y"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act(AuditEntry.objects.all())


def test_a_note_says_something() -> None:
    with pytest.raises(IntegrityError, match="records_note_says"), transaction.atomic():
        Note.objects.create(subject="incident:1", text="", by="officer")
