"""Owns reading a prison's money: the rule in force, the rate of a day, what each account holds. Inside a prison only."""

from programs.earnings.selectors.ledger import HELD, balances, posted, premi_due, premi_owed, sales_total, settlements
from programs.earnings.selectors.lots import LotFacts, lot_facts
from programs.earnings.selectors.pnbp import codes_about_to_expire, obligation, obligation_for_change, obligations
from programs.earnings.selectors.rules import (
    SchemeFacts,
    known_schemes,
    rate_on,
    rates_in_force,
    scheme,
    scheme_in_force,
    schemes,
)
from programs.earnings.selectors.statements import PersonPremi, premi_of

__all__ = [
    "HELD",
    "LotFacts",
    "PersonPremi",
    "SchemeFacts",
    "balances",
    "codes_about_to_expire",
    "known_schemes",
    "lot_facts",
    "obligation",
    "obligation_for_change",
    "obligations",
    "posted",
    "premi_due",
    "premi_of",
    "premi_owed",
    "rate_on",
    "rates_in_force",
    "sales_total",
    "scheme",
    "scheme_in_force",
    "schemes",
    "settlements",
]
