"""Owns the shape of an order as it comes in: every field is read strictly, and the first one that is wrong is named."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.errors import Refused

MOST_LINES = 100
MOST_PIECES = 1_000_000
LONGEST = {
    "idempotency_key": 120,
    "buyer.email": 254,
    "buyer.name": 120,
    "buyer.country": 120,
    "ship_to.country": 120,
    "ship_to.city": 80,
    "ship_to.line": 200,
    "ship_to.postcode": 16,
    "ship_to.province": 2,
    "prison": 10,
    "product": 40,
}
# what is written in these says who a person is or lives where: an error never repeats it
PERSONAL = {"buyer.email", "buyer.name", "ship_to.city", "ship_to.line", "ship_to.postcode"}
LARGEST_SHOWN = 10**18
NOT_PRINTED = {"Cc", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True)
class Wanted:
    """One line: pieces of one product of one prison."""

    prison: str
    product: str
    quantity: int

    @property
    def pair(self) -> tuple[str, str]:
        """What the line is about."""
        return self.prison, self.product


@dataclass(frozen=True)
class OrderRequest:
    """A well-formed order: nothing in it was looked up yet. The address is in lower case."""

    key: str
    email: str
    name: str
    buyer_country: str
    ship_country: str
    city: str
    line: str
    postcode: str
    lines: tuple[Wanted, ...]
    province: str = ""


def read_request(body: object) -> OrderRequest:
    """The order in a decoded JSON body (contract in the design, section 6).

    Raises Refused with the field ("lines[0].quantity"), the value and the rule; nothing was read from the database.
    """
    order = _object(body, "body", {"idempotency_key", "buyer", "ship_to", "lines"})
    buyer = _object(order["buyer"], "buyer", {"email", "name", "country"})
    ship_to = _object(order["ship_to"], "ship_to", {"country", "city", "line"}, {"postcode", "province"})
    return OrderRequest(
        key=_text(order["idempotency_key"], "idempotency_key"),
        email=_email(buyer["email"]),
        name=_text(buyer["name"], "buyer.name"),
        buyer_country=_text(buyer["country"], "buyer.country"),
        ship_country=_text(ship_to["country"], "ship_to.country"),
        city=_text(ship_to["city"], "ship_to.city"),
        line=_text(ship_to["line"], "ship_to.line"),
        postcode=_text(ship_to.get("postcode", ""), "ship_to.postcode", least=0),
        lines=_lines(order["lines"]),
        province=_text(ship_to.get("province", ""), "ship_to.province", least=0),
    )


def _lines(value: object) -> tuple[Wanted, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_LINES:
        shown = len(value) if isinstance(value, list) else _shown(value)
        rule = _("An order is a list of 1 to %(most)d lines.") % {"most": MOST_LINES}
        raise Refused(code="lines-malformed", field="lines", value=shown, rule=rule)
    lines = tuple(_line(each, f"lines[{number}]") for number, each in enumerate(value))
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines):
        if line.pair in seen:
            rule = _("A product of a prison stands in one line only: add the quantities.")
            raise Refused(code="line-repeated", field=f"lines[{number}].product", value=line.product, rule=rule)
        seen.add(line.pair)
    return lines


def _line(value: object, field: str) -> Wanted:
    line = _object(value, field, {"prison", "product", "quantity"})
    return Wanted(
        _text(line["prison"], f"{field}.prison"),
        _text(line["product"], f"{field}.product"),
        _quantity(line["quantity"], f"{field}.quantity"),
    )


def _quantity(value: object, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PIECES:
        rule = _("A quantity is a whole number from 1 to 1,000,000, written as a number.")
        raise Refused(code="quantity-malformed", field=field, value=_shown(value), rule=rule)
    return value


def _object(
    value: object, field: str, required: set[str], optional: frozenset[str] | set[str] = frozenset()
) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        rule = _("This is a JSON object with the keys %(keys)s.") % {"keys": ", ".join(sorted(required | optional))}
        raise Refused(code="not-an-object", field=field, value=type(value).__name__, rule=rule)
    place = "" if field == "body" else f"{field}."
    for key in sorted(required - value.keys()):
        raise Refused(code="field-missing", field=f"{place}{key}", value=None, rule=_("This field is required."))
    for key in value.keys() - required - optional:
        rule = _("The known keys are %(keys)s.") % {"keys": ", ".join(sorted(required | optional))}
        raise Refused(code="field-unknown", field=f"{place}{_shown(key)}", value=_shown(key), rule=rule)
    return value


def _text(value: object, field: str, *, least: int = 1) -> str:
    longest = LONGEST[field if field in LONGEST else field.rpartition(".")[2]]
    if not isinstance(value, str) or not least <= len(value.strip()) <= longest or not _is_printed(value):
        rule = _("This is text of %(least)d to %(most)d characters without control characters.")
        shown = type(value).__name__ if field in PERSONAL else _shown(value)
        raise Refused(code="text-malformed", field=field, value=shown, rule=rule % {"least": least, "most": longest})
    return value.strip()


def _email(value: object) -> str:
    email = _text(value, "buyer.email").lower()
    try:
        validate_email(email)
    except ValidationError as error:
        rule = _("This is an e-mail address such as name@example.com.")
        raise Refused(code="email-malformed", field="buyer.email", value="***", rule=rule) from error
    return email


def _is_printed(text: str) -> bool:
    return not any(unicodedata.category(mark) in NOT_PRINTED for mark in text)


def _shown(value: object) -> str | int | float | bool | None:
    """A value as an error may repeat it: short, and without what a terminal, a log or JSON would stumble over."""
    if isinstance(value, str):
        return "".join(mark if _is_printed(mark) else "\N{REPLACEMENT CHARACTER}" for mark in value[:80])
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float) and abs(value) < LARGEST_SHOWN:
        return value
    return type(value).__name__
