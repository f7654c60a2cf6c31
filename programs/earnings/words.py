"""Owns the words for money: what each account means, and a scheme said in one sentence with how sure its law is."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.earnings.models import SplitScheme
from programs.earnings.selectors import SchemeFacts

ACCOUNT_NAMES = {
    "bank": gettext_lazy("Received from buyers"),
    "sales": gettext_lazy("Sales not yet divided"),
    "premi_advance": gettext_lazy("Premi earned ahead of sales"),
    "premi_payable": gettext_lazy("Premi owed to makers"),
    "pnbp_payable": gettext_lazy("State revenue (PNBP) owed"),
    "working_capital": gettext_lazy("Working capital"),
    "undivided": gettext_lazy("Undivided part"),
    "in_transit": gettext_lazy("Premi in transit"),
}
ACCOUNT_MEANINGS = {
    "bank": gettext_lazy("Money that arrived on the seller's verified account."),
    "sales": gettext_lazy("Zero when every sale is divided."),
    "premi_advance": gettext_lazy("Earned by accepted pieces that are not sold yet."),
    "premi_payable": gettext_lazy("Earned by accepted work and by the share of sales, not yet paid out."),
    "pnbp_payable": gettext_lazy("To be paid to the treasury through SIMPONI."),
    "working_capital": gettext_lazy("Recovered material cost and the capital share; it bears losses and shortfalls."),
    "undivided": gettext_lazy("The part that the source of the scheme does not divide."),
    "in_transit": gettext_lazy("Sent along with people to other prisons, less what came with people from there."),
}
_BASES = {
    "profit": gettext_lazy("of the profit after material cost"),
    "turnover": gettext_lazy("of the selling price"),
    "labour_fee": gettext_lazy("of the making fee after direct cost"),
}


PERCENTAGES = ("premi_pct", "capital_pct", "pnbp_pct", "undivided_pct", "pnbp_min_pct")


def scheme_sentence(scheme: SplitScheme) -> str:
    """What the scheme does with a sale, in the viewer's language."""
    return _sentence(scheme.method, scheme.base, {name: getattr(scheme, name) for name in PERCENTAGES})


def scheme_choice(facts: SchemeFacts) -> str:
    """A scheme of the reference file as somebody chooses it: what it does, then its code."""
    return f"{_sentence(facts.method, facts.base, facts.percentages)} – {facts.code}"


def _sentence(method: str, base: str, percentages: Mapping[str, int | None]) -> str:
    if method == "levy":
        return _("State revenue is %(pct)s %% of premi, on top of it; the rest is working capital.") % {
            "pct": percentages["pnbp_pct"]
        }
    if method == "floor":
        return _("State revenue is at least %(pct)s %% of the profit; the rest is working capital.") % {
            "pct": percentages["pnbp_min_pct"]
        }
    shares = (
        (percentages["premi_pct"], _("%(pct)s %% premi")),
        (percentages["capital_pct"], _("%(pct)s %% working capital")),
        (percentages["pnbp_pct"], _("%(pct)s %% state revenue")),
        (percentages["undivided_pct"], _("%(pct)s %% undivided")),
    )
    parts = ", ".join(words % {"pct": pct} for pct, words in shares if pct)
    return f"{parts} {_BASES[base]}"


def verification(scheme: SplitScheme) -> str:
    """Who confirmed the legal basis, or that nobody has."""
    if scheme.is_verified:
        return _("Legal basis confirmed by %(name)s") % {"name": scheme.legal_owner}
    return _("Legal basis not yet verified")
