"""Owns what is due at a prison today: registers, lots, tools, orders, quotes, billing codes, each with where to act."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.orders import selectors as orders
from programs.earnings import selectors as earnings
from programs.workshop import selectors as workshop
from tenants.viewer import Place, Viewer
from workspace.navigation import IN_A_PRISON, may_open

KEPT_SECONDS = 600
SHOWN = 4  # of one kind; the rest stands behind one line


@dataclass(frozen=True)
class Due:
    """One thing to do: how pressing ("late", "today", "soon" or "new"), in words, and where."""

    urgency: str
    text: str
    url: str
    count: int = 1


def due_of(place: Place, viewer: Viewer, day: date) -> list[Due]:
    """What is due, the most pressing first; only what the viewer may open. Its counts are kept for the navigation."""
    kinds: list[tuple[str, Callable[[date], Iterator[Due]]]] = [
        ("/bengkel/", _registers),
        ("/bengkel/", _tools),
        ("/bengkel/kejadian/", _incidents),
        ("/bengkel/perjanjian/", _agreements),
        ("/bengkel/hari/", _days),
        ("/bengkel/lot/", _lots),
        ("/bengkel/bahan/", _materials),
        ("/pesanan/", _orders),
        ("/pesanan/", _quotes),
        ("/keuangan/", _billing_codes),
    ]
    found = [each for url, kind in kinds if may_open(viewer, url) for each in kind(day)]
    cache.set(_key(place.code, viewer), _counts(found), KEPT_SECONDS)
    return sorted(found, key=lambda each: ("late", "today", "soon", "new").index(each.urgency))


def kept_counts(place: Place, viewer: Viewer) -> dict[str, int]:
    """What the viewer's home counted last, by address of the navigation; empty when that was long ago."""
    counts: dict[str, int] = cache.get(_key(place.code, viewer)) or {}
    return counts


def _key(code: str, viewer: Viewer) -> str:
    return f"due/{code}/{viewer.actor}"


def _counts(found: list[Due]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        path = each.url.split("?")[0]
        leading = (
            part.url for part in IN_A_PRISON if part.url != "/" and not part.is_inner and path.startswith(part.url)
        )
        counts[max(leading, key=len)] += each.count
    return dict(counts)


def _registers(day: date) -> Iterator[Due]:
    """Sessions that are still open: today's are to be filled in, those of earlier days are late."""
    still_open = list(workshop.sessions(state="open").filter(day__lte=day)[: SHOWN + 1])
    for each in still_open[:SHOWN]:
        facts = {"place": each.place, "hour": f"{each.starts:%H:%M}", "day": f"{each.day:%d-%m-%Y}"}
        url = f"/bengkel/sesi/{each.pk}/"
        if each.day == day:
            yield Due("today", _("Register of %(place)s, %(hour)s") % facts, url)
        else:
            yield Due("late", _("Register of %(place)s of %(day)s is not closed") % facts, url)
    if len(still_open) > SHOWN:
        yield Due("late", _("More sessions are not closed"), "/bengkel/?state=open")


def _tools(day: date) -> Iterator[Due]:
    short = workshop.short_tools(day)
    for session in dict.fromkeys(each.session for each in short[:SHOWN]):
        here = [each for each in short if each.session == session]
        missing = sum(each.missing for each in here)
        words = ngettext("%(n)d tool is not back, %(day)s", "%(n)d tools are not back, %(day)s", missing)
        facts = {"n": missing, "day": f"{here[0].day:%d-%m-%Y}"}
        yield Due("late", words % facts, f"/bengkel/sesi/{session}/alat/")


def _incidents(_day: date) -> Iterator[Due]:
    if waiting := workshop.open_incidents():
        words = ngettext("%(n)d incident is open", "%(n)d incidents are open", waiting)
        yield Due("soon", words % {"n": waiting}, "/bengkel/kejadian/?state=open", waiting)


def _agreements(day: date) -> Iterator[Due]:
    for each in workshop.ending_agreements(day)[:SHOWN]:
        last = each.last_day
        facts = {"partner": each.partner, "day": f"{last:%d-%m-%Y}" if last else ""}
        yield Due("soon", _("Agreement with %(partner)s ends on %(day)s") % facts, f"/bengkel/perjanjian/{each.pk}/")


def _days(day: date) -> Iterator[Due]:
    """The last days of work that nobody has closed; only once a prison closes its days at all."""
    for each in workshop.unclosed_days(day)[:SHOWN]:
        yield Due("late", _("The day %(day)s is not closed") % {"day": f"{each:%d-%m-%Y}"}, f"/bengkel/hari/{each}/")


def _lots(_day: date) -> Iterator[Due]:
    waiting = workshop.lots(waiting=True).count()
    if waiting:
        words = ngettext("%(n)d lot waits for inspection", "%(n)d lots wait for inspection", waiting)
        yield Due("today", words % {"n": waiting}, "/bengkel/lot/?waiting=1", waiting)


def _materials(day: date) -> Iterator[Due]:
    if expiring := workshop.expiring_materials(day):
        words = ngettext("%(n)d material expires soon", "%(n)d materials expire soon", len(expiring))
        is_over = any(each.expires_on is not None and each.expires_on < day for each in expiring)
        yield Due("late" if is_over else "soon", words % {"n": len(expiring)}, "/bengkel/bahan/?order=expiry")
    if low := workshop.low_materials(day):
        words = ngettext("%(n)d material is running out", "%(n)d materials are running out", len(low))
        yield Due("soon", words % {"n": len(low)}, "/bengkel/bahan/")


def _orders(_day: date) -> Iterator[Due]:
    counts = {state: Count("pk", filter=orders.PART_IN[state]) for state in ("open", "paid")}
    found = orders.parts().order_by().aggregate(**counts)
    unpaid, to_pack = found["open"], found["paid"]
    if to_pack:
        words = ngettext("%(n)d paid order to pack", "%(n)d paid orders to pack", to_pack)
        yield Due("today", words % {"n": to_pack}, "/pesanan/", to_pack)
    if unpaid:
        words = ngettext("%(n)d order is not paid yet", "%(n)d orders are not paid yet", unpaid)
        yield Due("soon", words % {"n": unpaid}, "/pesanan/", unpaid)


def _quotes(_day: date) -> Iterator[Due]:
    waiting = orders.waiting_quotes().count()
    if waiting:
        words = ngettext("%(n)d buyer waits for a quote", "%(n)d buyers wait for a quote", waiting)
        yield Due("new", words % {"n": waiting}, "/pesanan/penawaran/", waiting)


def _billing_codes(day: date) -> Iterator[Due]:
    ending = list(earnings.codes_about_to_expire(day))
    if ending:
        words = ngettext(
            "%(n)d billing code is about to expire", "%(n)d billing codes are about to expire", len(ending)
        )
        yield Due("late", words % {"n": len(ending)}, "/keuangan/", len(ending))
