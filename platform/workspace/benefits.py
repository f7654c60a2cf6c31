"""Owns the benefits of one prison at five levels, counted now from what it recorded; a total tells about nobody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from marketplace.orders import selectors as orders
from national import benefits
from national.benefits import Benefit, Level
from national.indicators import MINIMUM_CELL
from programs.earnings import selectors as earnings
from programs.earnings.selectors import totals as money
from programs.library.words import number
from programs.people import selectors as people
from programs.workshop import selectors as workshop
from programs.workshop.selectors import totals as work
from workspace.figures import BaseShare, Participation, participation_of
from workspace.selectors import origin_content


@dataclass(frozen=True)
class Benefits:
    """The five levels of a prison, since its first day and until `as_of`."""

    since: date
    as_of: date
    levels: tuple[Level, ...]


def benefits_of(since: date, day: date) -> Benefits:
    """Benefits of the prison that the code acts in, from its first day to `day`."""
    done = work.work_totals(since, day)
    taking_part = participation_of(day, origin_content())
    found = {
        "individual": _individual(since, day, done),
        "organisation": _organisation(since, day, done),
        "custody": _custody(day, taking_part),
        "community": _community(day),
        "stakeholders": _stakeholders(since, day),
    }
    return Benefits(since, day, benefits.levels(found))


def _individual(since: date, day: date, done: work.WorkTotals) -> list[Benefit]:
    sessions = _("%(closed)s of %(all)s sessions closed") % {"closed": done.closed, "all": done.sessions}
    premi = money.premi_total(since, day)
    return [
        Benefit(
            _("Hours of skilled work"),
            benefits.hours_words(done.minutes),
            _("of %(people)s people") % {"people": number(done.people)},
            _("registers of closed sessions"),
            day,
            sessions,
        ),
        benefits.premi_benefit(premi.amount, premi.people, _("premi book, accepted pieces"), day, sessions),
        Benefit(_("Certificates of skill"), note=_("Certificates are not recorded here yet.")),
        _accidents(day),
    ]


def _organisation(since: date, day: date, done: work.WorkTotals) -> list[Benefit]:
    inspected = _("%(inspected)s of %(lots)s lots inspected") % {"inspected": done.inspected, "lots": done.lots}
    accepted = benefits.share_words(done.accepted, done.produced)
    passed = benefits.counts_words(done.accepted, done.produced) if accepted else _("No lot was inspected yet.")
    sales = earnings.sales_total(since, day)
    settled = _("%(count)s sales divided") % {"count": number(earnings.settlements().count())}
    return [
        Benefit(_("Pieces accepted at first inspection"), accepted, passed, _("inspections"), day, inspected),
        Benefit(_("Sales booked"), benefits.money_words(sales), "", _("ledger"), day, settled),
        Benefit(
            _("How officers find their work"),
            note=_("A voluntary, anonymous question each quarter; at least ten answers are needed."),
        ),
    ]


def _custody(day: date, taking_part: Participation) -> list[Benefit]:
    bases = [_base(day, base) for base in taking_part.bases if base.code in {"all", "eligible"}]
    withdrawn = Benefit(
        _("Refusals and withdrawals this month"),
        number(taking_part.withdrawals),
        _("without consequence"),
        _("consents"),
        day,
    )
    return [*bases, withdrawn, _complaints(day)]


def _complaints(day: date) -> Benefit:
    """Complaints of this month, none about the head; so few that one could be meant are not told to everybody here."""
    answered, received = people.complaints_answered(day.replace(day=1), day)
    if received < MINIMUM_CELL:
        return Benefit(_("Complaints answered in time"), note=_("Fewer than five this month."))
    value, counts = benefits.share_words(answered, received), benefits.counts_words(answered, received)
    return Benefit(_("Complaints answered in time"), value, counts, _("complaints"), day)


def _accidents(day: date) -> Benefit:
    """Accidents of this month so far; so few that one could be meant are not told to everybody here."""
    happened, minutes = workshop.accidents(day.replace(day=1), day)
    worked = _("%(hours)s hours worked") % {"hours": number(minutes // 60)}
    shown = _("fewer than five") if 0 < happened < MINIMUM_CELL else number(happened)
    return Benefit(_("Accidents at work this month"), shown, "", _("incidents"), day, worked)


def _base(day: date, base: BaseShare) -> Benefit:
    value = benefits.share_words(base.numerator, base.denominator)
    coverage = benefits.counts_words(base.numerator, base.denominator)
    source = _("registers of closed sessions, this month")
    return Benefit(base.title, value, base.denominator_words, source, day, coverage)


def _community(day: date) -> list[Benefit]:
    shipped = orders.parts().filter(shipped_at__isnull=False)
    pieces = shipped.aggregate(pieces=Sum("lines__quantity", default=0))["pieces"]
    paid = _("%(count)s orders sent") % {"count": number(shipped.count())}
    return [
        Benefit(_("Pieces sent to buyers"), number(pieces), "", _("orders"), day, paid),
        Benefit(_("Own businesses after release"), note=_("Follow-up of released people has not begun.")),
        Benefit(
            _("Known not to have reoffended"),
            note=_("No share is told below 80 % coverage, and none is credited to a programme without proof."),
        ),
    ]


def _stakeholders(since: date, day: date) -> list[Benefit]:
    revenue = money.revenue_total(since, day)
    valid = len(workshop.valid_agreements(day))
    parts = orders.parts()
    asked = orders.quotes().order_by().values("country").distinct().count()
    settled = _("%(paid)s of %(owed)s payments shown by NTPN") % {"paid": revenue.paid, "owed": revenue.owed}
    paid = parts.filter(paid_at__isnull=False).count()
    coverage = _("%(paid)s of %(all)s orders") % {"paid": number(paid), "all": number(parts.count())}
    return [
        Benefit(_("State revenue settled"), benefits.money_words(revenue.amount), "", _("PNBP book"), day, settled),
        Benefit(_("Orders paid"), number(paid), "", _("orders"), day, coverage),
        Benefit(_("Countries that asked for a quote"), number(asked), "", _("quotes"), day),
        Benefit(_("Agreements with partner companies"), number(valid), "", _("agreements that hold"), day),
    ]
