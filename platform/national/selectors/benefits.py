"""Owns the benefits of all prisons at five levels, from what they published; no prison's schema is entered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from national import benefits
from national.benefits import Benefit, Level
from national.indicators import MINIMUM_CELL, PUBLISHED, REGISTRY
from national.periods import month
from national.selectors.pooling import Pooled, pooled
from national.selectors.rows import Counted, published
from programs.library.words import number
from tenants.selectors.peers import PeerGroup, count_of_group, peers

WORK = "units-accepted-per-hour"  # its numerator is pieces, its denominator minutes of work


@dataclass(frozen=True)
class NationalBenefits:
    """The five levels of a month, of how many prisons of how many in all, and when the newest figure was counted."""

    period: str
    levels: tuple[Level, ...]
    covered: int
    total: int
    as_of: datetime | None
    demo: bool


@dataclass(frozen=True)
class _Told:
    """What was published of a month, figures that tell about few people left out of every total."""

    found: Mapping[str, Mapping[str, Counted]]
    total: int
    as_of: date

    def of(self, code: str) -> Pooled:
        contract = PUBLISHED[code]
        counts = [(row.numerator, row.denominator) for row in self.found[code].values()]
        return pooled(contract, [pair for pair in counts if not contract.hides(*pair)])

    def benefit(self, code: str, value: str, *, label: str = "", note: str = "") -> Benefit:
        """A published figure; nothing is measured where no prison published it, or none that may be told."""
        prisons = self.of(code).prisons
        coverage = _("%(covered)s of %(total)s prisons") % {"covered": prisons, "total": self.total}
        contract = PUBLISHED[code]
        title, source = label or str(contract.title), _("figures that prisons published")
        if not prisons or not value:
            return Benefit(title, note=_("No prison has published it for this month."))
        said = note or ("" if code in REGISTRY else str(contract.definition))
        return Benefit(title, value, said, source, self.as_of, coverage, code if code in REGISTRY else "")


def national_benefits(period: str, regions: Collection[str] | None = None) -> NationalBenefits:
    """Benefits of a month over the prisons of the viewer's regions; raises Refused (field `period`). Four queries."""
    chosen = month(period, today=clock.today(settings.TIME_ZONE))
    prisons = {prison.code: prison for prison in peers(PeerGroup(), regions)}
    rows = published(PUBLISHED.values(), str(chosen))
    found = {code: {each: row for each, row in kept.items() if each in prisons} for code, kept in rows.items()}
    newest = max((row.computed_at for kept in found.values() for row in kept.values()), default=None)
    total = count_of_group(PeerGroup(), regions)
    told = _Told(found, total, newest.date() if newest else chosen.last)
    return NationalBenefits(
        period=str(chosen),
        levels=benefits.levels(_figures(told)),
        covered=len({code for kept in found.values() for code in kept}),
        total=total,
        as_of=newest,
        demo=settings.DEMO or any(prison.is_demo for prison in prisons.values()),
    )


def _figures(told: _Told) -> dict[str, list[Benefit]]:
    return {
        "individual": _individual(told),
        "organisation": _organisation(told),
        "custody": _custody(told),
        "community": _community(told),
        "stakeholders": _stakeholders(told),
    }


def _individual(told: _Told) -> list[Benefit]:
    hours = benefits.hours_words(told.of(WORK).denominator)
    return [
        told.benefit(WORK, hours, label=_("Hours of skilled work")),
        told.benefit("premi-accrued", benefits.money_words(told.of("premi-accrued").numerator)),
        Benefit(_("Certificates of skill"), note=_("Certificates are not published yet.")),
        _accidents(told),
    ]


def _organisation(told: _Told) -> list[Benefit]:
    passed = told.of("first-pass")
    counts = (passed.numerator, passed.denominator)
    asked = _("A voluntary, anonymous question each quarter; at least ten answers are needed.")
    return [
        told.benefit("first-pass", benefits.share_words(*counts), note=benefits.counts_words(*counts)),
        told.benefit("sales", benefits.money_words(told.of("sales").numerator)),
        Benefit(_("How officers find their work"), note=asked),
    ]


def _custody(told: _Told) -> list[Benefit]:
    count = told.of("work-withdrawals").numerator
    answered = told.of("complaints-answered")
    counts = (answered.numerator, answered.denominator)
    withdrawn = _few(count)
    return [
        *(_participation(told, code) for code in ("participation-all", "participation-eligible")),
        told.benefit("work-withdrawals", withdrawn, note=_("without consequence")),
        told.benefit(
            "gate-overrides", _few(told.of("gate-overrides").numerator), note=_("by the head, at most 30 days")
        ),
        told.benefit("standing-drops", _few(told.of("standing-drops").numerator), note=_("it says nothing about why")),
        told.benefit("complaints-answered", benefits.share_words(*counts), note=benefits.counts_words(*counts)),
    ]


def _accidents(told: _Told) -> Benefit:
    """Few are not counted out; the rate stands only beside a count that is shown."""
    found = told.of("work-accidents")
    if 0 < found.numerator < MINIMUM_CELL:
        return told.benefit("work-accidents", _("fewer than five"))
    hours, rate = number(found.denominator), ""
    if found.denominator and found.numerator:
        rate = _("%(rate)s for 100,000 hours; ") % {
            "rate": number(round(100_000 * found.numerator / found.denominator))
        }
    note = rate + _("%(hours)s hours worked") % {"hours": hours}
    return told.benefit("work-accidents", number(found.numerator), note=note)


def _few(count: int) -> str:
    return _("fewer than five") if 0 < count < MINIMUM_CELL else number(count)


def _community(told: _Told) -> list[Benefit]:
    unproven = _("No share is told below 80 % coverage, and none is credited to a programme without proof.")
    return [
        told.benefit(WORK, number(told.of(WORK).numerator), label=_("Pieces accepted")),
        Benefit(_("Own businesses after release"), note=_("Follow-up of released people has not begun.")),
        Benefit(_("Known not to have reoffended"), note=unproven),
    ]


def _stakeholders(told: _Told) -> list[Benefit]:
    return [
        told.benefit("state-revenue", benefits.money_words(told.of("state-revenue").numerator)),
        Benefit(_("Buyers and their countries"), note=_("Orders are not published as an indicator yet.")),
        Benefit(_("Agreements with partner companies"), note=_("Agreements are not published yet.")),
    ]


def _participation(told: _Told, code: str) -> Benefit:
    counted = told.of(code)
    value = benefits.share_words(counted.numerator, counted.denominator)
    counts = benefits.counts_words(counted.numerator, counted.denominator)
    return told.benefit(code, value, note=f"{counts}. {PUBLISHED[code].denominator}")
