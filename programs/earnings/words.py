"""Owns the words for money: what each account means, and a scheme said in one sentence with how sure its law is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.earnings.models import SplitScheme

ACCOUNT_NAMES = {
    "bank": gettext_lazy("Received from buyers"),
    "sales": gettext_lazy("Sales not yet divided"),
    "premi_advance": gettext_lazy("Premi earned ahead of sales"),
    "premi_payable": gettext_lazy("Premi owed to makers"),
    "pnbp_payable": gettext_lazy("State revenue (PNBP) owed"),
    "working_capital": gettext_lazy("Working capital"),
    "undivided": gettext_lazy("Undivided part"),
}
ACCOUNT_MEANINGS = {
    "bank": gettext_lazy("Money that arrived on the seller's verified account."),
    "sales": gettext_lazy("Zero when every sale is divided."),
    "premi_advance": gettext_lazy("Earned by accepted pieces that are not sold yet."),
    "premi_payable": gettext_lazy("Earned by accepted work and by the share of sales, not yet paid out."),
    "pnbp_payable": gettext_lazy("To be paid to the treasury through SIMPONI."),
    "working_capital": gettext_lazy("Recovered material cost and the capital share; it bears losses and shortfalls."),
    "undivided": gettext_lazy("The part that the source of the scheme does not divide."),
}
_BASES = {
    "profit": gettext_lazy("of the profit after material cost"),
    "turnover": gettext_lazy("of the selling price"),
    "labour_fee": gettext_lazy("of the making fee after direct cost"),
}


def scheme_sentence(scheme: SplitScheme) -> str:
    """What the scheme does with a sale, in the viewer's language."""
    if scheme.method == "levy":
        return _("State revenue is %(pct)s %% of premi, on top of it; the rest is working capital.") % {
            "pct": scheme.pnbp_pct
        }
    if scheme.method == "floor":
        return _("State revenue is at least %(pct)s %% of the profit; the rest is working capital.") % {
            "pct": scheme.pnbp_min_pct
        }
    shares = (
        (scheme.premi_pct, _("%(pct)s %% premi")),
        (scheme.capital_pct, _("%(pct)s %% working capital")),
        (scheme.pnbp_pct, _("%(pct)s %% state revenue")),
        (scheme.undivided_pct, _("%(pct)s %% undivided")),
    )
    parts = ", ".join(words % {"pct": pct} for pct, words in shares if pct)
    return f"{parts} {_BASES[scheme.base]}"


def verification(scheme: SplitScheme) -> str:
    """Who confirmed the legal basis, or that nobody has."""
    if scheme.is_verified:
        return _("Legal basis confirmed by %(name)s") % {"name": scheme.legal_owner}
    return _("Legal basis not yet verified")
