"""Owns which parts of the product a page's frame leads to; reads nothing from the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.viewer import NATIONAL_ROLES, Viewer

Label = str | Promise

ANYONE: frozenset[str] = frozenset()
_PEOPLE = frozenset({"head", "officer", "verifier", "instructor"})
_KEEPERS = frozenset({"head", "officer"})
_WORKSHOP = frozenset({"head", "officer", "instructor", "verifier", "treasurer"})
_STOCK = _WORKSHOP | {"cooperative"}
_ORDERS = frozenset({"head", "verifier", "treasurer", "officer", "cooperative"})
_COMPLAINTS = frozenset({"head", "verifier", "complaint"})
_AGREEMENTS = frozenset({"head", "officer", "verifier", "treasurer"})
_TRAINERS = frozenset({"head", "officer", "instructor"})
COUNSELLOR = frozenset({"bapas"})  # of another office: sees released people who agreed to it, and nothing else
# everybody of the prison itself
MEMBERS = frozenset({"head", "verifier", "treasurer", "officer", "instructor", "cooperative"})
_PAPER_MONEY = frozenset({"head", "treasurer", "officer"})
_MONEY = frozenset({"head", "treasurer", "verifier"})


@dataclass(frozen=True)
class Entry:
    """A part of the product: where it is, its icon of lucide, the group it stands in, and the roles that may open it.

    An inner part is reached from the tabs of the part around it, and stands in no frame.
    """

    url: str
    label: Label
    icon: str
    group: Label = ""
    roles: frozenset[str] = ANYONE
    is_inner: bool = False


@dataclass(frozen=True)
class Item:
    """One entry of the navigation as a page shows it; `count` is what waits there, 0 when that is not known."""

    url: str
    label: Label
    icon: str
    group: Label
    is_current: bool
    count: int = 0


# the groups of a prison's rail; entries of one group stand together, the first three stand in a phone's bottom bar
DAILY, PROGRAM, MONEY, CENTRE = _("Daily"), _("Program"), _("Money"), _("Centre")
# the roles say who may open it; nobody is led to a page that refuses them
IN_A_PRISON: tuple[Entry, ...] = (
    Entry("/", _("Home"), "layout-dashboard", DAILY),
    Entry("/bengkel/", _("Workshop"), "hammer", DAILY, _WORKSHOP),
    Entry("/pesanan/", _("Orders"), "package-check", DAILY, _ORDERS),
    Entry("/pesanan/penawaran/", _("Quotes"), "message-square-quote", DAILY, _ORDERS),
    Entry("/bengkel/kalender/", _("Calendar"), "calendar-days", DAILY, _WORKSHOP),
    Entry("/orang/", _("People"), "users", PROGRAM, _PEOPLE),
    Entry("/orang/pelatihan/", _("Training"), "graduation-cap", PROGRAM, _TRAINERS, is_inner=True),
    Entry("/orang/pembimbingan/", _("Follow-up"), "footprints", PROGRAM, COUNSELLOR),
    Entry("/orang/kiriman/", _("Transfers"), "arrow-left-right", PROGRAM, _KEEPERS, is_inner=True),
    Entry("/bengkel/lot/", _("Lots"), "hammer", PROGRAM, _WORKSHOP, is_inner=True),
    Entry("/bengkel/kejadian/", _("Incidents"), "triangle-alert", PROGRAM, _PEOPLE, is_inner=True),
    Entry("/bengkel/perjanjian/", _("Agreements"), "handshake", PROGRAM, _AGREEMENTS, is_inner=True),
    Entry("/bengkel/stok/", _("Stock"), "boxes", PROGRAM, _STOCK),
    Entry("/keuangan/", _("Money"), "wallet", MONEY, _MONEY),
    Entry("/keuangan/rekening/", _("Statements on paper"), "printer", MONEY, _PAPER_MONEY, is_inner=True),
    Entry("/pesanan/penjual/", _("Seller of record"), "store", MONEY, _MONEY),
    Entry("/pengaduan/", _("Complaints"), "message-circle-warning", CENTRE, _COMPLAINTS),
    Entry("/orang/retensi/", _("How long things are kept"), "archive", CENTRE, frozenset({"head"}), is_inner=True),
    Entry("/manfaat/", _("Benefits"), "sprout", CENTRE, MEMBERS),
    Entry("/kunci/perangkat/", _("Tablets"), "tablet", CENTRE, _PEOPLE),
)
IN_PUBLIC: tuple[Entry, ...] = (
    Entry("/", _("Catalogue"), "shopping-basket"),
    Entry("/onboarding/", _("For prisons"), "building-2"),
    Entry("/national/", _("Comparison"), "chart-scatter"),
)


def items(viewer: Viewer, path: str, counts: Mapping[str, int] | None = None) -> list[Item]:
    """The entries for a viewer at a path; of those that lead to the path, the longest is current."""
    entries = _in_a_prison(viewer) if viewer.prison else _in_public(viewer)
    current = max((entry.url for entry in entries if _leads_to(entry.url, path)), key=len, default="")
    known = counts or {}
    return [
        Item(each.url, each.label, each.icon, each.group, each.url == current, known.get(each.url, 0))
        for each in entries
    ]


def may_open(viewer: Viewer, url: str) -> bool:
    """Whether the part of the workspace that an address belongs to is open to the viewer."""
    path = url.split("?", maxsplit=1)[0]
    found = max((entry for entry in IN_A_PRISON if _leads_to(entry.url, path)), key=lambda entry: len(entry.url))
    return not found.roles or bool(viewer.roles_here & found.roles)


def is_counsellor_only(viewer: Viewer) -> bool:
    """A counsellor of Bapas who has no other role here."""
    return bool(viewer.roles_here) and viewer.roles_here <= COUNSELLOR


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _in_a_prison(viewer: Viewer) -> list[Entry]:
    held = viewer.roles_here
    if held == {"complaint"}:
        return [entry for entry in IN_A_PRISON if entry.roles & held]
    entries = [entry for entry in IN_A_PRISON if not entry.is_inner and (not entry.roles or held & entry.roles)]
    if viewer.prison and "head" in held:
        members = f"{settings.ORIGIN}/akun/anggota/{viewer.prison.code}/"
        entries.append(Entry(members, _("Members"), "user-cog", CENTRE))
    if viewer.prison and not is_counsellor_only(viewer):
        entries.append(
            Entry(f"{settings.ORIGIN}/lapas/{viewer.prison.code}/", _("Own storefront"), "shopping-bag", CENTRE)
        )
    return entries


def _in_public(viewer: Viewer) -> list[Entry]:
    entries = list(IN_PUBLIC)
    if viewer.national_roles.intersection({*NATIONAL_ROLES, "regional"}):
        entries.append(Entry("/onboarding/persetujuan/", _("Applications"), "inbox"))
    if viewer.account and not viewer.claims:
        entries.append(Entry("/pesanan-saya/", _("My orders"), "package"))
    return entries
