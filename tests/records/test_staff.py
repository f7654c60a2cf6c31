"""Who may be on duty, and how the database's refusals become rules."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from core.errors import Conflict
from programs.records import selectors
from programs.records.models import Officer
from programs.records.refusals import Refusal, constraint_of, translated
from programs.records.services import ensure_officer, enter_staff
from tenants.isolation.acting import in_prison

pytestmark = pytest.mark.django_db
ACCOUNT = uuid.UUID(int=5)


def test_a_state_officer_stays_one_and_an_instructor_becomes_one_by_membership_only():
    with in_prison("IDM"):
        assert not enter_staff(ACCOUNT, name="Contoh", is_state=False).is_state
        assert not ensure_officer(ACCOUNT, name="Contoh", is_state=True).is_state
        assert selectors.state_officers() == []
        assert enter_staff(ACCOUNT, name="Contoh", is_state=True).is_state
        assert enter_staff(ACCOUNT, name="Contoh", is_state=False).is_state
        assert [officer.account for officer in selectors.state_officers()] == [ACCOUNT]


def test_the_prison_is_known_inside_only():
    with in_prison("GRT"):
        assert (selectors.this_prison(), selectors.this_place().kind) == ("GRT", "lapas")
    with pytest.raises(RuntimeError):
        selectors.this_prison()


def add_twice() -> None:
    Officer.objects.create(account=ACCOUNT, name="a", is_state=True)
    with transaction.atomic():
        Officer.objects.create(account=ACCOUNT, name="b", is_state=True)


def test_a_named_constraint_becomes_its_rule_without_the_row():
    taken = Refusal("taken", "account", "The account is entered.", "the citation", kind=Conflict)
    with in_prison("IDM"), pytest.raises(Conflict) as refused, translated({"records_officer_pkey": taken}, value=3):
        add_twice()
    error = refused.value
    assert (error.code, error.field, error.value, error.citation) == ("taken", "account", 3, "the citation")
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_an_unknown_constraint_passes_as_it_is():
    with in_prison("IDM"), pytest.raises(IntegrityError) as refused, translated({}):
        add_twice()
    assert constraint_of(refused.value) == "records_officer_pkey"
    assert constraint_of(IntegrityError("no cause")) == ""
