"""Owns what every page's frame shows: who is signed in, where, the way to other parts, whether figures are invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from marketplace.catalogue import shop
from tenants.selectors import official_domain
from tenants.viewer import Place, Viewer
from workspace import due, navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; reads nothing from the database."""
    viewer: Viewer = getattr(request, "viewer", None) or Viewer()
    place: Place | None = getattr(request, "place", None)
    shown = {
        "viewer": viewer,
        "place": place,
        "demo": settings.DEMO or bool(place and place.is_demo),
        "origin": settings.ORIGIN,
        "navigation": _navigation(request.path, viewer, place),
    }
    if place is not None:
        account_url = f"{settings.ORIGIN}/akun/tujuan/"
        is_inside = bool(viewer.roles_here)
        inside = {"prison_name": place.name, "sign_out_url": "/keluar/", "account_url": account_url}
        return {**shown, **inside, "frame_template": "core/workspace.html" if is_inside else "core/plain.html"}
    if not hasattr(request, "session"):  # an address that is nobody's: links of this host lead nowhere
        return {**shown, "navigation": [], "frame_template": "core/plain.html"}
    account_url = "/akun/tujuan/" if viewer.claims else ""
    return {
        **shown,
        **shop.frame(request.session),
        "orders_url": "/pesanan-saya/",
        "applications_url": "/onboarding/pengajuan/" if official_domain(viewer.email) else "",
        "account_url": account_url,
        "frame_template": "core/public.html",
    }


def _navigation(path: str, viewer: Viewer, place: Place | None) -> list[navigation.Item]:
    """The way to other parts; inside a prison with the counts that its first page kept last."""
    if place is None:
        return navigation.items(viewer, path)
    return navigation.items(viewer, path, due.kept_counts(place, viewer)) if viewer.roles_here else []
