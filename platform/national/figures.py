"""Owns the counting behind each indicator, inside one prison: it asks programs, and only two numbers leave."""

from collections.abc import Callable

from national.periods import Month
from programs.earnings import selectors as earnings
from programs.earnings.selectors import totals as money
from programs.people import selectors as people
from programs.records.selectors import local_today
from programs.workshop import selectors as workshop
from programs.workshop.selectors import totals as work

LEAST_MINUTES = 8 * 60


def participation(base: str) -> Callable[[Month], tuple[int, int]]:
    """People on a base ("all", "convicted", "eligible", "assimilation") and, of them, who took part in the month."""

    def measure(month: Month) -> tuple[int, int]:
        on_base = people.base_ids(min(month.last, local_today()))[base]
        minutes = workshop.working_minutes(month.first, month.last)
        return sum(minutes.get(person, 0) >= LEAST_MINUTES for person in on_base), len(on_base)

    return measure


def units_accepted(month: Month) -> tuple[int, int]:
    """Accepted pieces and working minutes of the month."""
    return workshop.accepted_units_and_minutes(month.first, month.last)


def sales(month: Month) -> tuple[int, int]:
    """Rupiah of the sales booked in the month, for one prison-month."""
    return earnings.sales_total(month.first, month.last), 1


def withdrawals(month: Month) -> tuple[int, int]:
    """Consents to work that were refused or withdrawn in the month, for one prison-month."""
    days = (month.first, month.last)
    return people.refusals("work", *days) + people.withdrawals("work", *days), 1


def standing_drops(month: Month) -> tuple[int, int]:
    """Changes of standing within 30 days of a refusal, withdrawal or complaint, for one prison-month."""
    return people.drop_count(month.first, month.last), 1


def overrides(month: Month) -> tuple[int, int]:
    """Soft gates that the head overrode in the month, for one prison-month (product rule 1)."""
    return people.overrides_given(month.first, month.last), 1


def complaints(month: Month) -> tuple[int, int]:
    """Complaints of the month answered by their due date, and all received; none about the head is counted."""
    return people.complaints_answered(month.first, month.last)


def accidents(month: Month) -> tuple[int, int]:
    """Accidents at work in the month, and whole hours worked in its closed sessions."""
    happened, minutes = workshop.accidents(month.first, month.last)
    return happened, minutes // 60


def first_pass(month: Month) -> tuple[int, int]:
    """Pieces accepted at their first inspection, and pieces inspected, of the month's lots."""
    return work.first_pass(month.first, month.last)


def premi(month: Month) -> tuple[int, int]:
    """Rupiah of premi accrued in the month to all makers together, and how many makers those are."""
    found = money.premi_total(month.first, month.last)
    return found.amount, found.people


def state_revenue(month: Month) -> tuple[int, int]:
    """Rupiah of state revenue shown paid in the month, for one prison-month."""
    return money.revenue_total(month.first, month.last).amount, 1
