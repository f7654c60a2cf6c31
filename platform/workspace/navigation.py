"""Owns which parts of the product a page's frame leads to; reads nothing from the database."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.viewer import NATIONAL_ROLES, Viewer

Label = str | Promise

IN_A_PRISON: tuple[tuple[str, Label], ...] = (
    ("/", _("Home")),
    ("/orang/", _("People")),
    ("/bengkel/", _("Workshop")),
    ("/pesanan/", _("Orders")),
    ("/keuangan/", _("Money")),
)
IN_PUBLIC: tuple[tuple[str, Label], ...] = (
    ("/", _("Catalogue")),
    ("/onboarding/", _("For prisons")),
    ("/national/", _("National comparison")),
)


@dataclass(frozen=True)
class Item:
    """One entry of the navigation."""

    url: str
    label: Label
    is_current: bool


def items(viewer: Viewer, path: str) -> list[Item]:
    """The entries for a viewer at a path; of those that lead to the path, the longest is current."""
    entries = list(IN_A_PRISON if viewer.prison else IN_PUBLIC)
    if viewer.prison is None and viewer.national_roles.intersection({*NATIONAL_ROLES, "regional"}):
        entries.append(("/onboarding/persetujuan/", _("Applications")))
    if viewer.prison is None and viewer.claims:
        entries.append(("/akun/tujuan/", _("My places")))
    current = max((url for url, _label in entries if _leads_to(url, path)), key=len, default="")
    return [Item(url, label, url == current) for url, label in entries]


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
