"""Owns the pages of the tour: they are there in a demonstration, for a visitor on this machine, and for nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.loopback import is_local
from marketplace.catalogue import shop
from programs.replication import drafts
from programs.replication import selectors as replication
from tenants.isolation.acting import acting_as
from tenants.isolation.check.trial import Trial, try_every_pair
from tenants.requests import ViewerRequest
from tenants.selectors import every_code, names_of
from workspace.demo import first_day
from workspace.demo import tour as guide
from workspace.demo.staff import address

View = Callable[..., HttpResponse]
HOSTS = frozenset({"head", "officer"})


def demonstration_only(view: View) -> View:
    """404 wherever no demonstration runs, and for whoever is not on this machine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not is_local(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@require_safe
@demonstration_only
def tour(request: ViewerRequest) -> HttpResponse:
    """The five steps; each look issues links of its own."""
    now = guide.stage()
    with acting_as("gate"):
        prisons = len(every_code())
    context = {"steps": guide.steps(now), "stage": now, "prisons": prisons, "visitor": guide.VISITOR_NAME}
    return render(request, "workspace/tour.html", context)


@never_cache
@require_safe
@demonstration_only
def fill_in(request: ViewerRequest) -> HttpResponse:
    """The applicant finds the form filled in, as if it had been typed here before."""
    request.session[drafts.KEY] = {
        "admin_email": address("head", guide.VISITOR),
        "decree_number": f"CONTOH-SK/{guide.VISITOR}/2026",
    }
    return redirect(f"/onboarding/daftar/?dari={guide.VISITOR}")


@never_cache
@require_safe
@demonstration_only
def approve(request: ViewerRequest) -> HttpResponse:
    """The approver is led to the visitor's application, or to the list where there is none."""
    application = replication.live_of_code(guide.VISITOR)
    return redirect(f"/onboarding/persetujuan/{application.pk}/" if application else "/onboarding/persetujuan/")


@never_cache
@require_safe
@demonstration_only
def fill_basket(request: ViewerRequest) -> HttpResponse:
    """The buyer finds goods of two prisons in the basket, to be delivered to the country asked for."""
    shop.remember_cart(request.session, guide.cart())
    shop.remember_country(request.session, "US" if request.GET.get("negara") == "US" else "ID")
    return redirect("orders:cart")


@never_cache
@require_safe
@demonstration_only
def wall(request: ViewerRequest) -> HttpResponse:
    """Every role on every schema, tried while the page is made."""
    trial, names = _tried()
    return render(request, "workspace/tour_wall.html", {"trial": trial, "names": names})


@never_cache
@require_safe
@demonstration_only
def wall_json(request: ViewerRequest) -> HttpResponse:
    """The same as a document, marked as a demonstration."""
    trial, _names = _tried()
    tries = [
        {
            "attacker": each.attacker,
            "victim": each.victim,
            "role": each.role,
            "statement": each.statement,
            "sqlstate": each.code,
            "message": each.message,
        }
        for each in trial.tries
    ]
    facts = {"demo": True, "tried": trial.foreign, "refused": trial.refused, "seconds": round(trial.seconds, 3)}
    return JsonResponse({**facts, "tries": tries}, json_dumps_params={"indent": 1})


def _tried() -> tuple[Trial, dict[str, str]]:
    with acting_as("gate"):
        codes = sorted(every_code())
        names = names_of(codes)
    return try_every_pair(codes), names


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@demonstration_only
def play_first_day(request: ViewerRequest) -> HttpResponse:
    """At an invented prison: straight to today's session, or one button that brings in people and opens it."""
    if request.place is None or not request.place.is_demo:
        raise Http404
    request.viewer.require_here(*HOSTS)
    if request.method == "POST" and request.viewer.account is not None:
        name = request.viewer.name or _("Head of the prison")
        session = first_day.play_first_day(request.viewer.account, name=name, by=request.viewer.actor)
        return redirect("workshop:session-register", session)
    there = first_day.session_today()
    if there is not None:
        return redirect("workshop:session-register", there)
    facts = {"held": first_day.HELD, "enrolled": first_day.ENROLLED}
    return render(request, "workspace/first_day.html", facts)
