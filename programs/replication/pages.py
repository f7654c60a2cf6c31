"""Owns a split scheme in one line, as pages and choices of a form say it."""

from django.utils.translation import gettext as _

from programs.earnings.selectors import SchemeFacts


def scheme_words(facts: SchemeFacts) -> str:
    """A split scheme in one line: who gets which percentage of what, and where that is stated."""
    names = {
        "premi_pct": _("premi to makers"),
        "capital_pct": _("working capital"),
        "pnbp_pct": _("state revenue (PNBP)"),
        "undivided_pct": _("not divided by the source"),
    }
    shares = [f"{pct} % {words}" for name, words in names.items() if (pct := facts.percentages[name])]
    base = _("of profit") if facts.base == "profit" else _("of turnover")
    reference = facts.legal_reference or facts.source
    return f"{', '.join(shares)} {base} – {facts.code} ({reference})"
