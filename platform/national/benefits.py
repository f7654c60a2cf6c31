"""Owns benefits at five levels (product rule 27) as pages tell them: sourced figures, and plain words where nothing is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import rupiah
from national.indicators import MINIMUM_CELL
from programs.library.words import number


@dataclass(frozen=True)
class Benefit:
    """One figure with its source, as-of and coverage; without a value nothing is measured, and `note` says why.

    `indicator` names the contract of a national figure whose page defines it.
    """

    label: str
    value: str = ""
    note: str = ""
    source: str = ""
    as_of: date | None = None
    coverage: str = ""
    indicator: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether there is a figure."""
        return bool(self.value)


@dataclass(frozen=True)
class Level:
    """One of the five levels: who gains, what is claimed, and what of it is measured."""

    code: str
    title: str
    claim: str
    figures: tuple[Benefit, ...]


def levels(figures: Mapping[str, Sequence[Benefit]]) -> tuple[Level, ...]:
    """The five levels in their order; KeyError for one that is missing."""
    titles = {
        "individual": (_("Each person"), _("learns a trade and earns")),
        "organisation": (_("The prison"), _("works to a standard and accounts for it")),
        "custody": (_("People in custody"), _("take part freely, on terms that are the same for all")),
        "community": (_("The community"), _("gets good work, and neighbours who come back with a trade")),
        "stakeholders": (_("State, buyers and partners"), _("get revenue, supply and proof")),
    }
    return tuple(Level(code, *words, tuple(figures[code])) for code, words in titles.items())


def share_words(counted: int, base: int) -> str:
    """A share in whole per cents; "" where there is no base."""
    return _("%(share)s %%") % {"share": round(100 * counted / base)} if base else ""


def counts_words(counted: int, base: int) -> str:
    """The two numbers behind a share."""
    return _("%(counted)s of %(base)s") % {"counted": number(counted), "base": number(base)}


def hours_words(minutes: int) -> str:
    """Whole hours of so many minutes."""
    return number(minutes // 60)


def money_words(amount: int) -> str:
    """Rupiah in the reader's language."""
    return rupiah(amount, get_language() or "id")


def premi_benefit(amount: int, people: int, source: str, as_of: date, coverage: str) -> Benefit:
    """Premi of all makers as one total; of fewer than five people it would tell about them and is not shown."""
    label = _("Premi accrued, all makers together")
    if 0 < people < MINIMUM_CELL:
        note = _("Not shown while fewer than %(least)s people earn.") % {"least": MINIMUM_CELL}
        return Benefit(label, note=note, source=source, as_of=as_of)
    return Benefit(label, money_words(amount), "", source, as_of, coverage)
