"""Owns which rule holds on which day: the signed split scheme, the dated rate, and the schemes one may choose from."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import NotFound, Refused
from core.reference import read_rows
from programs.earnings.models import Rate, SplitScheme

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "split_schemes.csv"
_PERCENTAGES = ("premi_pct", "capital_pct", "pnbp_pct", "undivided_pct", "pnbp_min_pct")


@dataclass(frozen=True)
class SchemeFacts:
    """A scheme of the reference file: percentages by column (None where the source gives none), and its source."""

    code: str
    base: str
    method: str
    premi_mode: str
    percentages: dict[str, int | None]
    legal_reference: str
    note: str
    source: str
    status: str
    is_default: bool


@lru_cache(maxsize=1)
def known_schemes() -> dict[str, SchemeFacts]:
    """Every scheme of the reference file by code, in file order."""
    rows = read_rows(REFERENCE, required={"code", "base", "method", "source", "is_default", *_PERCENTAGES})
    return {row["code"]: _facts(row) for row in rows}


def _facts(row: dict[str, str]) -> SchemeFacts:
    return SchemeFacts(
        code=row["code"],
        base=row["base"],
        method=row["method"],
        premi_mode=_premi_mode(row["base"], row["method"]),
        percentages={name: int(row[name]) if row[name] else None for name in _PERCENTAGES},
        legal_reference=row["legal_reference"],
        note=row["note"],
        source=row["source"],
        status=row["status"],
        is_default=row["is_default"] == "yes",
    )


def _premi_mode(base: str, method: str) -> str:
    """Product rule 11: a share of profit or fee tops up the piece rate, one of turnover replaces it, others only cost."""
    if method != "share":
        return "rate"
    return "pool" if base == "turnover" else "rate_then_pool"


def scheme(pk: int) -> SplitScheme:
    """One scheme of this prison; raises NotFound (field `scheme`)."""
    row = SplitScheme.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(code="scheme-unknown", field="scheme", value=pk, rule=_("This prison chose no such scheme."))
    return row


def schemes() -> QuerySet[SplitScheme]:
    """Schemes this prison chose, the newest first."""
    return SplitScheme.objects.order_by("-during", "-pk")


def scheme_in_force(day: date) -> SplitScheme | None:
    """The signed scheme of a day; for a day before the first signature the first signed one. None when none is signed."""
    signed = SplitScheme.objects.filter(signed_at__isnull=False)
    return (
        signed.filter(during__contains=day).first()
        or signed.filter(during__startswith__gt=day).order_by("during").first()
    )


def rate_on(product: str, day: date) -> Rate:
    """The rate of a product on a day; raises Refused (field `rate`): a missing rate is never zero."""
    rate = Rate.objects.filter(product_code=product, during__contains=day).first()
    if rate is None:
        rule = _("This product has no rate on this day. Set its rate first; a missing rate is never zero.")
        raise Refused(code="rate-missing", field="rate", value=f"{product} {day}", rule=rule)
    return rate


def rates_in_force(day: date) -> list[Rate]:
    """The rates of a day, by product."""
    return list(Rate.objects.filter(during__contains=day).order_by("product_code"))
