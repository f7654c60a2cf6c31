"""State revenue: a billing code that expires, an NTPN that shows it paid, both refused by the database when they cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.errors import Conflict, DomainError, NotFound, Refused
from programs.earnings import invariants, selectors, services
from programs.earnings.models import PnbpObligation
from tenants.isolation.acting import in_prison
from tests.earnings.making import NOW, forget_rules, make_lot, sale_of, set_rate, sign

pytestmark = pytest.mark.django_db
CODE, NTPN = "820261124000001", "ABCDEF0123456789"
DEMO_CODE, DEMO_NTPN = "CONTOH000000001", "CONTOH0000000001"
LATER = NOW + timedelta(days=2)
LIVE = {"billing_code": CODE, "billed_at": NOW, "expires_at": LATER}
PAID = {**LIVE, "ntpn": NTPN, "paid_at": NOW}


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"), clock.at(NOW):
        forget_rules()
        yield


@pytest.fixture
def owed() -> PnbpObligation:
    sign()
    set_rate()
    services.book_sale(sale_of(make_lot(), 10, 450_000))
    return PnbpObligation.objects.get()


def bill(owed: PnbpObligation, code: str = CODE) -> PnbpObligation:
    return services.record_billing_code(owed.pk, code=code, expires_at=LATER, by="treasurer")


def pay(owed: PnbpObligation, ntpn: str = NTPN) -> PnbpObligation:
    return services.record_ntpn(owed.pk, ntpn=ntpn, by="treasurer")


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("earnings_pnbp_billing_code", {**LIVE, "billing_code": "12345"}),
        ("earnings_pnbp_billing_code", {**LIVE, "billing_code": DEMO_CODE}),
        ("earnings_pnbp_billing_code", {**LIVE, "is_demo": True}),
        ("earnings_pnbp_code_expires", {**LIVE, "expires_at": NOW}),
        ("earnings_pnbp_code_expires", {**LIVE, "expires_at": None}),
        ("earnings_pnbp_code_expires", {"expires_at": LATER}),
        ("earnings_pnbp_ntpn", {**PAID, "ntpn": "short"}),
        ("earnings_pnbp_ntpn", {**PAID, "ntpn": DEMO_NTPN}),
        ("earnings_pnbp_ntpn", {**PAID, "is_demo": True, "billing_code": DEMO_CODE}),
        ("earnings_pnbp_paid_by_code", {"ntpn": NTPN, "paid_at": NOW}),
        ("earnings_pnbp_paid_by_code", {**PAID, "paid_at": None}),
    ],
)
def test_a_number_that_cannot_be_is_refused_by_the_database(
    owed: PnbpObligation, constraint: str, facts: dict[str, Any]
):
    with pytest.raises(IntegrityError, match=f'{constraint}"'), transaction.atomic():
        PnbpObligation.objects.filter(pk=owed.pk).update(**facts)


@pytest.mark.parametrize(
    ("constraint", "facts"), [("earnings_pnbp_billing_code_once", LIVE), ("earnings_pnbp_ntpn_once", PAID)]
)
def test_a_number_stands_for_one_obligation(owed: PnbpObligation, constraint: str, facts: dict[str, Any]):
    services.book_sale(sale_of(make_lot(), 10, 450_000))
    other = PnbpObligation.objects.exclude(pk=owed.pk).get()
    PnbpObligation.objects.filter(pk=owed.pk).update(**facts)
    again = {**facts, "billing_code": CODE[:-1] + "2"} if constraint == "earnings_pnbp_ntpn_once" else facts
    with pytest.raises(IntegrityError, match=f'{constraint}"'), transaction.atomic():
        PnbpObligation.objects.filter(pk=other.pk).update(**again)


def test_a_code_is_paid_and_booked_once(owed: PnbpObligation):
    held = selectors.balances()["bank"]
    for _twice in range(2):
        bill(owed)
    for _twice in range(2):
        pay(owed)
    assert not selectors.obligations().exists()
    assert selectors.balances()["pnbp_payable"] == 0
    assert selectors.balances()["bank"] == held - owed.amount
    assert list(invariants.violations()) == []


def test_in_a_demonstration_only_marked_numbers_are_taken(owed: PnbpObligation):
    PnbpObligation.objects.filter(pk=owed.pk).update(is_demo=True)
    with pytest.raises(Refused):
        bill(owed)
    bill(owed, DEMO_CODE)
    with pytest.raises(Refused):
        pay(owed)
    assert pay(owed, DEMO_NTPN).is_paid


@pytest.mark.parametrize(("code", "error"), [("12", Refused), (DEMO_CODE, Refused), ("", Refused)])
def test_a_malformed_code_is_refused(owed: PnbpObligation, code: str, error: type[DomainError]):
    with pytest.raises(error):
        bill(owed, code)


def test_a_live_code_stays_and_an_expired_one_gives_way(owed: PnbpObligation):
    bill(owed)
    with pytest.raises(Conflict):
        bill(owed, CODE[:-1] + "2")
    with clock.at(LATER):
        with pytest.raises(Refused):
            bill(owed, CODE[:-1] + "2")
        row = services.record_billing_code(
            owed.pk, code=CODE[:-1] + "2", expires_at=LATER + timedelta(days=7), by="treasurer"
        )
    assert row.billing_code.endswith("2")


def test_an_ntpn_needs_a_code_and_an_obligation(owed: PnbpObligation):
    with pytest.raises(Conflict):
        pay(owed)
    with pytest.raises(NotFound):
        services.record_ntpn(0, ntpn=NTPN, by="treasurer")


def test_a_code_about_to_expire_is_named_until_it_has(owed: PnbpObligation):
    bill(owed)
    assert [row.pk for row in selectors.codes_about_to_expire(NOW.date())] == [owed.pk]
    assert not selectors.codes_about_to_expire(NOW.date() - timedelta(days=5)).exists()
    with clock.at(LATER):
        assert not selectors.codes_about_to_expire(LATER.date()).exists()


def test_only_the_treasurer_enters_numbers(client_at, owed: PnbpObligation):
    for path in (f"/keuangan/pnbp/{owed.pk}/kode/", f"/keuangan/pnbp/{owed.pk}/ntpn/"):
        assert client_at("IDM", "treasurer").get(path).status_code == 200
        for role, prison in (("head", "IDM"), ("officer", "IDM"), ("treasurer", "GRT"), ("stranger", None)):
            assert client_at("IDM", role, prison=prison).get(path).status_code == 403


def test_what_is_refused_stays_as_typed(client_at, owed: PnbpObligation):
    response = client_at("IDM", "treasurer").post(
        f"/keuangan/pnbp/{owed.pk}/kode/", {"code": "12345", "expires_at": "2099-01-01T10:00"}
    )
    assert response.status_code == 422
    assert "12345" in response.content.decode()


def test_a_code_that_has_ended_leads_to_both_numbers(client_at, owed: PnbpObligation):
    """It may have been paid on its last day."""
    bill(owed)
    code, ntpn = (f"/keuangan/pnbp/{owed.pk}/{number}/" for number in ("kode", "ntpn"))
    client = client_at("IDM", "treasurer")
    assert code not in client.get("/keuangan/").content.decode()
    with clock.at(LATER):
        page = client.get("/keuangan/").content.decode()
    assert code in page
    assert ntpn in page
