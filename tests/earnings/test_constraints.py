"""What the database itself refuses about money: one failing insert per constraint, and no change of the ledger."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from programs.earnings import services
from programs.earnings.models import PnbpObligation, Posting, PremiEntry, Rate, Settlement, SplitScheme
from tenants.isolation.acting import in_prison
from tests.earnings.making import NOW, forget_rules, make_lot, sale_of, set_rate, sign

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture(autouse=True)
def prison():
    with in_prison("IDM"), clock.at(NOW):
        forget_rules()
        yield


@pytest.fixture
def settlement():
    sign()
    set_rate()
    return services.book_sale(sale_of(make_lot(), 10, 450_000))


def refused(constraint: str, model, **facts) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**facts)


def scheme(**changes):
    base = {"code": "X", "base": "profit", "method": "share", "premi_mode": "pool", "source": "s", "during": YEAR}
    return {**base, "premi_pct": 50, "capital_pct": 35, "pnbp_pct": 15, **changes}


SIGNED = {"decree_number": "SK-1", "signed_by": "x", "signed_at": NOW}


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("earnings_scheme_premi_mode", {"method": "levy", "premi_mode": "free"}),
        ("earnings_scheme_kind", {"base": "luck"}),
        ("earnings_scheme_shares_sum", {"premi_pct": 51}),
        ("earnings_scheme_shares_sum", {"premi_pct": None, "capital_pct": 85}),
        ("earnings_scheme_shares_sum", {"premi_mode": "rate"}),
        ("earnings_scheme_rate_fits", {"method": "levy", "premi_mode": "pool"}),
        ("earnings_scheme_rate_fits", {"method": "levy", "premi_mode": "rate", "pnbp_pct": None}),
        ("earnings_scheme_floor", {"method": "floor", "premi_mode": "rate", "pnbp_pct": 1, "pnbp_min_pct": 2}),
        ("earnings_scheme_signed_by_decree", {**SIGNED, "decree_number": ""}),
        ("earnings_scheme_signed_by_decree", {**SIGNED, "signed_by": ""}),
    ],
)
def test_a_scheme_that_makes_no_sense_is_refused(constraint, changes):
    refused(constraint, SplitScheme, **scheme(**changes))


def test_two_signed_schemes_never_overlap():
    SplitScheme.objects.create(**scheme(**SIGNED))
    refused("earnings_scheme_one_signed", SplitScheme, **scheme(**SIGNED))
    SplitScheme.objects.create(**scheme())


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("earnings_rate_never_zero", {"piece_rate": 0}),
        ("earnings_rate_once", {}),
        ("material_cost_check", {"material_cost": -1}),
    ],
)
def test_a_rate_is_above_zero_and_unique_on_each_day(constraint, changes):
    facts = {"product_code": "p", "piece_rate": 1, "material_cost": 0, "source": "s", "during": YEAR}
    if not changes:
        Rate.objects.create(**facts)
    refused(constraint, Rate, **{**facts, **changes})


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("earnings_posting_positive", {"amount": 0}),
        ("earnings_posting_positive", {"amount": -1}),
        ("earnings_posting_accounts", {"credit_account": "bank"}),
        ("earnings_posting_accounts", {"credit_account": "pocket"}),
        ("earnings_posting_once", {}),
    ],
)
def test_a_posting_moves_something_between_two_known_accounts_once(constraint, changes):
    facts = {"event": "e", "line": "l", "debit_account": "bank", "credit_account": "sales", "amount": 1}
    if not changes:
        Posting.objects.create(**facts)
    refused(constraint, Posting, **{**facts, **changes})


def test_a_posting_is_reversed_once():
    facts = {"debit_account": "bank", "credit_account": "sales", "amount": 1}
    wrong = Posting.objects.create(event="e", line="1", **facts)
    Posting.objects.create(event="e", line="2", reverses=wrong, **facts)
    refused("reverses", Posting, event="e", line="3", reverses=wrong, **facts)


@pytest.mark.parametrize("changes", [{"total": 0, "premi": 0}, {"capital": 1}, {"premi": 9}])
def test_a_settlement_sums_to_a_total_above_zero(settlement, changes):
    facts = {"total": 10, "premi": 10, "pnbp": 0, "capital": 0, "material_cost": 0, "advance": 0, **changes}
    refused("earnings_settlement_sums", Settlement, part=uuid4(), scheme=settlement.scheme, **facts)


@pytest.mark.parametrize(
    "changes",
    [
        {"pnbp": -1, "capital": 1},
        {"undivided": -1, "capital": 1},
        {"material_cost": -1},
        {"advance": -1},
        {"advance": 11},
    ],
)
def test_only_capital_may_be_negative(settlement, changes):
    facts = {"total": 10, "premi": 10, "pnbp": 0, "capital": 0, "material_cost": 0, "advance": 0, **changes}
    refused("earnings_settlement_not_negative", Settlement, part=uuid4(), scheme=settlement.scheme, **facts)


def test_premi_is_above_zero_once_per_cause(settlement):
    entry = PremiEntry.objects.first()
    facts = {"person_id": entry.person_id, "lot_id": entry.lot_id, "cause": entry.cause, "pieces": 1}
    refused("earnings_premi_once", PremiEntry, **facts, amount=1)
    refused("earnings_premi_positive", PremiEntry, **{**facts, "cause": "other"}, amount=0)


def test_an_obligation_is_above_zero_and_one_per_settlement(settlement):
    refused("earnings_pnbp_positive|settlement_id", PnbpObligation, settlement=settlement, amount=0)
    refused("settlement_id", PnbpObligation, settlement=settlement, amount=1)


@pytest.mark.parametrize("model", [Posting, PremiEntry, Settlement])
def test_the_prison_may_read_and_extend_the_ledger_never_change_it(settlement, model):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    amount = "total" if model is Settlement else "amount"
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.update(**{amount: 1})
