"""Owns where a person may work, which roles a prison needs, and what the origin recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from programs.library import selectors as library
from tenants.selectors import names_of
from tenants.viewer import NATIONAL_ROLES, Viewer
from tenants.words import role_words

Words = str | Promise

# four different persons record, verify, pay and approve (product rule 13)
NEEDED_ROLES = ("head", "verifier", "treasurer", "officer")
ORIGIN_TEMPLATE = "indramayu"


@dataclass(frozen=True)
class Destination:
    """A place to go to after sign-in."""

    url: str
    title: Words
    note: Words


def destinations_of(viewer: Viewer) -> list[Destination]:
    """The prisons and offices where the viewer has a role today, the storefront last when there are several."""
    codes = sorted({claim.prison for claim in viewer.claims if claim.prison})
    names = names_of(codes)
    places = [
        Destination(f"/akun/masuk-ke/{code}/", names[code], ", ".join(map(role_words, sorted(viewer.roles_at(code)))))
        for code in codes
        if code in names
    ]
    if viewer.national_roles.intersection(NATIONAL_ROLES):
        places.append(Destination("/national/", _("National office"), _("Comparison and templates")))
    if "regional" in viewer.national_roles:
        places.append(Destination("/onboarding/persetujuan/", _("Regional office"), _("Applications of your region")))
        places.append(Destination("/akun/wilayah/", _("Prisons of your region"), _("Who is missing, lend a verifier")))
    if len(places) > 1:
        places.append(Destination("/", _("Storefront"), _("The shared catalogue")))
    return places


def origin_content() -> Mapping[str, Any]:
    """The newest document of the origin's template, with its milestones and targets; empty while none is published (one query)."""
    try:
        content: Mapping[str, Any] = library.version(ORIGIN_TEMPLATE).document
    except NotFound:
        return {}
    return content
