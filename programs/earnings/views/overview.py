"""Owns the treasurer's first page: what every account holds and means, what is owed, and the rule that divides sales."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock, money
from programs.earnings import selectors, words
from programs.library.selectors import adopted_programs
from programs.records.selectors import local_today
from tenants.requests import ViewerRequest

READERS = ("head", "treasurer", "verifier")
SHOWN_OBLIGATIONS = 50


@require_safe
def overview(request: ViewerRequest) -> HttpResponse:
    """Balances, what is owed, the scheme in force with its source, the rates of today."""
    request.viewer.require_here(*READERS)
    today = local_today()
    context = {
        "today": today,
        "can_sign": "head" in request.viewer.roles_here,
        "can_pay": "treasurer" in request.viewer.roles_here,
        "rates": _rates(request, today),
        "chosen": next((row for row in selectors.schemes() if not row.is_signed), None),
        **_money(today),
        **_scheme(),
    }
    return render(request, "earnings/overview.html", context)


def _rates(request: ViewerRequest, today: date) -> list[dict[str, Any]]:
    """Rates in force, each product by its title in the reader's language and its code."""
    place = request.viewer.prison
    assert place is not None  # noqa: S101 - this address exists on a prison's host only
    is_indonesian = (get_language() or "id").startswith("id")
    titles = {
        product.code: product.title_id if is_indonesian else product.title_en
        for program in adopted_programs(place.code)
        for product in program.products
    }
    return [
        {
            "rate": rate,
            "title": titles.get(rate.product_code, rate.product_code),
            "piece_rate": shown(rate.piece_rate),
            "material_cost": shown(rate.material_cost),
        }
        for rate in selectors.rates_in_force(today)
    ]


def _money(today: date) -> dict[str, Any]:
    held = selectors.balances()
    now = clock.now()
    obligations = list(selectors.obligations()[:SHOWN_OBLIGATIONS])
    return {
        "owed": [fact(account, held[account]) for account in ("premi_payable", "pnbp_payable")],
        "accounts": [fact(account, amount) for account, amount in held.items()],
        "obligations": [
            {"row": row, "amount": shown(row.amount), "is_live": row.is_live_at(now)} for row in obligations
        ],
        "ending": [{"row": row, "amount": shown(row.amount)} for row in selectors.codes_about_to_expire(today)],
    }


def _scheme() -> dict[str, Any]:
    scheme = selectors.scheme_in_force(local_today())
    if scheme is None:
        return {"scheme": None}
    return {"scheme": scheme, "sentence": words.scheme_sentence(scheme), "verification": words.verification(scheme)}


def fact(account: str, amount: int) -> dict[str, Any]:
    """An account as its name, its rupiah and its meaning."""
    return {"label": words.ACCOUNT_NAMES[account], "value": shown(amount), "note": words.ACCOUNT_MEANINGS[account]}


def shown(amount: int) -> str:
    """Rupiah in the viewer's language."""
    return money.rupiah(amount, get_language() or "id")
