"""The seller of record: opened once, its account entered by one person and verified by another."""

import pytest

from core.errors import Conflict, NotFound, Refused
from marketplace.catalogue.services import enter_account, open_seller, verify_seller
from tenants.isolation.acting import in_prison

pytestmark = pytest.mark.django_db
ACCOUNT = {"bank": "Bank Contoh", "account_number": "123-456", "account_holder": "RPL 123 Lapas"}


@pytest.fixture(autouse=True)
def _in_prison():
    with in_prison("IDM"):
        yield


def opened(**facts):
    return open_seller("IDM", **{"name": "Lapas Indramayu", "tax_status": "PNBP", "by": "head", **facts})


def test_a_seller_is_opened_once_and_unverified():
    assert opened().pk == opened().pk
    assert not opened().is_payable
    with pytest.raises(Conflict):
        opened(name="Another")


def test_the_account_counts_after_another_person_verified_it():
    opened()
    enter_account("IDM", **ACCOUNT, by="treasurer")
    with pytest.raises(Refused) as refusal:
        verify_seller("IDM", by="treasurer")
    assert refusal.value.code == "two-persons"
    assert verify_seller("IDM", by="head").is_payable


def test_a_changed_account_is_verified_anew():
    opened(**ACCOUNT)
    assert verify_seller("IDM", by="treasurer").is_payable
    assert not enter_account("IDM", **{**ACCOUNT, "account_number": "999"}, by="treasurer").is_payable


def test_without_an_account_there_is_nothing_to_verify():
    opened()
    with pytest.raises(Refused) as refusal:
        verify_seller("IDM", by="head")
    assert refusal.value.code == "account-missing"


def test_without_a_seller_there_is_no_account():
    with pytest.raises(NotFound):
        enter_account("IDM", **ACCOUNT, by="treasurer")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "officer"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"tax_status": ""}, "tax_status"),
        ({**ACCOUNT, "bank": ""}, "bank"),
        ({**ACCOUNT, "account_number": "1\n2"}, "account_number"),
    ],
)
def test_wrong_facts_are_refused_by_field(wrong, field):
    with pytest.raises(Refused) as refusal:
        opened(**wrong)
    assert refusal.value.field == field
