"""The destination gate: any spelling meets the same rule, the strictest rule wins, and what is unknown is never free."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core.errors import Refused
from marketplace.trade.models import DestinationRule, EvidenceEntry, EvidenceItem
from marketplace.trade.selectors import evidence, screen
from marketplace.trade.services import admit, keep_food_home, load_reference
from tenants.isolation.acting import acting_as, in_prison

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _as_storefront():
    with acting_as("storefront"):
        yield


@pytest.mark.parametrize(
    ("text", "iso2", "decision"),
    [
        ("Indonesia", "ID", "domestic"),
        ("id", "ID", "domestic"),
        ("US", "US", "block"),
        ("U.S.A.", "US", "block"),
        ("amerika serikat", "US", "block"),
        ("Estados Unidos", "US", "block"),
        ("Puerto Rico", "PR", "block"),
        ("Guam", "GU", "block"),
        ("Inggris", "GB", "block"),
        ("England", "GB", "block"),
        ("Kanada", "CA", "block"),
        ("Afrika Selatan", "ZA", "block"),
        ("Selandia Baru", "NZ", "block"),
        ("España", "ES", "allow_with_evidence"),
        ("Spain", "ES", "allow_with_evidence"),
        ("Jepang", "JP", "review"),
        ("Brazil", "BR", "review"),
    ],
)
def test_a_country_meets_its_rule_however_it_is_spelled(text, iso2, decision):
    found = screen(text, on=TODAY)
    assert (found.country.iso2, found.decision) == (iso2, decision)


def test_the_united_states_are_blocked_with_the_citation():
    found = screen("USA", on=TODAY)
    assert "19 USC 1307" in found.legal_reference
    assert found.is_blocked
    assert not found.is_locked


@pytest.mark.parametrize("text", ["", "Atlantis", "Lapas", "ID; DROP TABLE", "US and Canada", "x" * 500])
def test_a_text_that_names_no_country_is_refused(text):
    with pytest.raises(Refused) as refusal:
        screen(text, on=TODAY)
    assert refusal.value.field == "country"


def test_a_rule_counts_within_its_dates_only():
    assert screen("ES", on=date(2024, 12, 12)).decision == "review"
    assert screen("ES", on=date(2024, 12, 13)).decision == "allow_with_evidence"


def test_the_strictest_scope_wins():
    with acting_as("owner"):
        rule = DestinationRule.objects.get(country="ES", scope="goods")
        DestinationRule.objects.create(
            country="ES", scope="partner_wide", decision="block", legal_reference="Test Act 1", summary="s", source="s",
            is_verified=True, during=(None, None), as_of="2026-11-24",
        )  # fmt: skip
    assert rule.decision == "allow_with_evidence"
    assert screen("ES", on=TODAY).legal_reference == "Test Act 1"


def test_without_rules_nothing_is_admitted():
    with acting_as("owner"):
        DestinationRule.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        screen("ID", on=TODAY)
    assert refusal.value.code == "rules-missing"


def test_admission_names_the_blocked_field():
    with pytest.raises(Refused) as refusal:
        admit({"ship_to.country": "Indonesia", "buyer.country": "Texas, USA"}, on=TODAY)
    error = refusal.value
    assert (error.code, error.field, error.value) == ("destination-blocked", "buyer.country", "Texas, USA")
    assert "19 USC 1307" in error.citation


def test_admission_is_as_strict_as_the_strictest_country():
    assert admit({"ship_to.country": "ID", "buyer.country": "JP"}, on=TODAY).decision == "review"
    assert admit({"ship_to.country": "ES", "buyer.country": "ID"}, on=TODAY).decision == "allow_with_evidence"
    assert admit({"ship_to.country": "ES", "buyer.country": "JP"}, on=TODAY).decision == "review"


def test_food_stays_in_indonesia():
    keep_food_home(screen("ID", on=TODAY), field="ship_to.country")
    with pytest.raises(Refused, match="Indonesia"):
        keep_food_home(screen("ES", on=TODAY), field="ship_to.country")


def test_the_reference_loads_twice_and_mends_a_change():
    with acting_as("owner"):
        before = set(DestinationRule.objects.values_list("pk", flat=True))
        load_reference()
        assert set(DestinationRule.objects.values_list("pk", flat=True)) == before
        DestinationRule.objects.filter(country="US").update(decision="review")
        load_reference()
    assert screen("US", on=TODAY).decision == "block"
    assert EvidenceItem.objects.count() == 14


def test_evidence_counts_what_was_provided():
    order = "6d0e1f2c-0000-4000-8000-000000000001"
    assert evidence(order) == (0, 14)
    with acting_as("national"):
        EvidenceEntry.objects.create(order_id=order, item_id="EV01", provided_by="national")
    assert evidence(order) == (1, 14)


def test_nobody_but_the_owner_changes_a_rule():
    for role in ("storefront", "national"):
        with acting_as(role), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            DestinationRule.objects.filter(country="US").update(decision="domestic")
    with in_prison("IDM"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        DestinationRule.objects.count()


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"decision": "perhaps"}, "trade_rule_decision"),
        ({"scope": "people"}, "trade_rule_scope"),
        ({"country": "US"}, "trade_rule_once"),
    ],
)
def test_a_rule_that_makes_no_sense_fails_in_the_database(changed, constraint):
    facts = {"country": "XK", "scope": "goods", "decision": "block", "summary": "s", "source": "s"}
    facts |= {"is_verified": True, "during": (None, None), "as_of": "2026-11-24"}
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DestinationRule.objects.create(**{**facts, **changed})


def test_an_item_of_evidence_counts_once():
    facts = {"order_id": "6d0e1f2c-0000-4000-8000-000000000001", "item_id": "EV01", "provided_by": "n"}
    with acting_as("national"):
        EvidenceEntry.objects.create(**facts)
        with pytest.raises(IntegrityError, match="trade_evidence_once"), transaction.atomic():
            EvidenceEntry.objects.create(**facts)
