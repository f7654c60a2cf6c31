"""Owns where the code is: the prison it acts in, that prison's facts, and who of its staff may be on duty."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from core import clock
from programs.records.models import AuditEntry, Note, Officer
from tenants import selectors
from tenants.isolation.acting import current_prison
from tenants.viewer import Place


def this_prison() -> str:
    """The code of the prison the code acts in; RuntimeError outside `in_prison`."""
    code = current_prison()
    if code is None:
        raise RuntimeError("acts inside a prison only: with in_prison(code)")
    return code


def this_place() -> Place:
    """Name, kind and time zone of the prison the code acts in (one query)."""
    return selectors.by_code(this_prison())


def local_today() -> date:
    """Today where this prison is (one query for its time zone)."""
    return clock.today(this_place().timezone)


def local_midnight(day: date) -> datetime:
    """The instant at which a day begins where this prison is (one query for its time zone)."""
    return datetime.combine(day, time.min, ZoneInfo(this_place().timezone))


def state_officers() -> list[Officer]:
    """Everyone known here who may be on duty, by name."""
    return list(Officer.objects.filter(is_state=True).order_by("name", "account"))


def kinds_of_staff(accounts: Collection[str]) -> dict[str, str]:
    """Each account as "state" or "instructor", as far as it is known here; "staff" when it is not (one query)."""
    known = {account for account in accounts if _is_account(account)}
    kinds = {
        str(row.account): "state" if row.is_state else "instructor" for row in Officer.objects.filter(pk__in=known)
    }
    return {account: kinds.get(account, "staff") for account in accounts}


def _is_account(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def staff_here() -> list[Officer]:
    """Everyone of the staff known here, by name."""
    return list(Officer.objects.order_by("name", "account"))


def notes(subject: str) -> list[Note]:
    """The dated entries about a subject, oldest first."""
    return list(Note.objects.filter(subject=subject).order_by("at", "pk"))


def acts_on(subject: str) -> list[tuple[datetime, str]]:
    """When what was done to a subject, oldest first; not by whom."""
    return list(AuditEntry.objects.filter(subject=subject).order_by("at", "pk").values_list("at", "act"))
