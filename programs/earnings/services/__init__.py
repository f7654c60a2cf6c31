"""Owns acts on a prison's money: rates, the signed scheme, premi for accepted work, the split of a sale, state revenue."""

from programs.earnings.services.accrual import accrue_lot
from programs.earnings.services.pnbp import record_billing_code, record_ntpn
from programs.earnings.services.rates import RateFacts, set_rates
from programs.earnings.services.schemes import choose_scheme, sign_scheme
from programs.earnings.services.settlement import Sale, SaleLine, book_sale
from programs.earnings.services.transfers import receive_premi, send_premi, take_back_premi

__all__ = [
    "RateFacts",
    "Sale",
    "SaleLine",
    "accrue_lot",
    "book_sale",
    "choose_scheme",
    "receive_premi",
    "record_billing_code",
    "record_ntpn",
    "send_premi",
    "set_rates",
    "sign_scheme",
    "take_back_premi",
]
