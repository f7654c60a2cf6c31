"""Owns which parts of the product a page's frame leads to; reads nothing from the database."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.viewer import NATIONAL_ROLES, Viewer

Label = str | Promise

ANYONE: frozenset[str] = frozenset()
# the last of each says who may open it; nobody is led to a page that refuses them
IN_A_PRISON: tuple[tuple[str, Label, frozenset[str]], ...] = (
    ("/", _("Home"), ANYONE),
    ("/orang/", _("People"), frozenset({"head", "officer", "verifier", "instructor"})),
    ("/bengkel/", _("Workshop"), frozenset({"head", "officer", "instructor", "verifier", "treasurer"})),
    ("/pesanan/", _("Orders"), frozenset({"head", "verifier", "treasurer", "officer", "cooperative"})),
    ("/pesanan/penjual/", _("Seller of record"), frozenset({"head", "treasurer", "verifier"})),
    ("/keuangan/", _("Money"), frozenset({"head", "treasurer", "verifier"})),
)
IN_PUBLIC: tuple[tuple[str, Label], ...] = (
    ("/", _("Catalogue")),
    ("/onboarding/", _("For prisons")),
    ("/national/", _("Comparison")),
)


# the first page of a prison says what is behind each part
TILES: dict[str, Label] = {
    "/orang/": _("Who is held, consents, who takes part"),
    "/bengkel/": _("Sessions, registers, lots and inspections"),
    "/bengkel/stok/": _("Pieces in the workshop and on the market"),
    "/pesanan/": _("What buyers ordered, transfers, shipping"),
    "/pesanan/penjual/": _("Who sells, into which verified account"),
    "/keuangan/": _("Premi owed, state revenue, divided sales"),
}


@dataclass(frozen=True)
class Tile:
    """A part of the workspace with what is behind it."""

    url: str
    label: Label
    note: Label


@dataclass(frozen=True)
class Item:
    """One entry of the navigation."""

    url: str
    label: Label
    is_current: bool


def items(viewer: Viewer, path: str) -> list[Item]:
    """The entries for a viewer at a path; of those that lead to the path, the longest is current."""
    entries = _in_a_prison(viewer) if viewer.prison else _in_public(viewer)
    current = max((url for url, _label in entries if _leads_to(url, path)), key=len, default="")
    return [Item(url, label, url == current) for url, label in entries]


def tiles(viewer: Viewer) -> list[Tile]:
    """The parts of a prison's workspace that the viewer may open, the stock beside the workshop."""
    entries = _in_a_prison(viewer)
    places = [url for url, _label in entries]
    if "/bengkel/" in places:
        entries.insert(places.index("/bengkel/") + 1, ("/bengkel/stok/", _("Stock")))
    return [Tile(url, label, TILES[url]) for url, label in entries if url in TILES]


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _in_a_prison(viewer: Viewer) -> list[tuple[str, Label]]:
    held = viewer.roles_here
    entries = [(url, label) for url, label, roles in IN_A_PRISON if not roles or held & roles]
    if viewer.prison and "head" in held:
        entries.append((f"{settings.ORIGIN}/akun/anggota/{viewer.prison.code}/", _("Members")))
    return entries


def _in_public(viewer: Viewer) -> list[tuple[str, Label]]:
    entries = list(IN_PUBLIC)
    if viewer.national_roles.intersection({*NATIONAL_ROLES, "regional"}):
        entries.append(("/onboarding/persetujuan/", _("Applications")))
    if viewer.account and not viewer.claims:
        entries.append(("/pesanan-saya/", _("My orders")))
    return entries
