"""Asks for quotes, answers, accepts and declines them as buyer and prison do, for the tests of quotes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from core import clock
from marketplace.orders import services
from marketplace.orders.models import Quote
from tenants.isolation.acting import acting_as, in_prison

SHIP_TO = {"city": "Bandung", "line": "Jalan Rahasia 7", "postcode": "40111", "province": ""}
EMAIL = "buyer@nation.example"


def in_days(days: int) -> date:
    return clock.today(settings.TIME_ZONE) + timedelta(days=days)


def ask(**changes: Any) -> dict[str, Any]:
    facts = {
        "prison": "IDM",
        "product": "coir-shade",
        "quantity": 40,
        "wish_on": in_days(30),
        "country": "ID",
        "email": EMAIL,
        "name": "Buyer Rahasia",
        "key": "k",
        "by": "system",
    }
    with acting_as("storefront"):
        return services.ask_quote(**{**facts, **changes})


def answer(quote: str, *, prison: str = "IDM", price: int = 400_000, days: int = 10, note: str = "") -> Quote:
    with in_prison(prison):
        return services.answer_quote(
            UUID(quote), unit_price=price, valid_until=in_days(days), note=note, by="treasurer"
        )


def accept(quote: str, **ship_to: str) -> dict[str, Any]:
    with acting_as("storefront"):
        return services.accept_quote(UUID(quote), ship_to={**SHIP_TO, **ship_to}, by="system")


def decline(quote: str) -> Quote:
    with acting_as("storefront"):
        return services.decline_quote(UUID(quote), by="system")


def state(quote: str, days: int = 0) -> str:
    with acting_as("storefront"):
        return Quote.objects.get(pk=quote).state_on(in_days(days))
