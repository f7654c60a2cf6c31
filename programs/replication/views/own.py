"""Owns the pages of who applied: the account's applications, how one stands, and the set-up as it goes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programs.replication import selectors
from programs.replication.facts import application_facts
from programs.replication.result import outcome
from programs.replication.standing import standing
from tenants.requests import ViewerRequest

PAGE = 20


@never_cache
@require_safe
@login_required
def application_own(request: ViewerRequest) -> HttpResponse:
    """What this account has sent, the newest first."""
    page = Paginator(selectors.own_applications(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {"rows": [standing(application) for application in page], "page": page}
    return render(request, "replication/application_own.html", context)


@never_cache
@require_safe
@login_required
def application_detail(request: ViewerRequest, application: UUID) -> HttpResponse:
    """How one application stands, for the account that sent it."""
    found = selectors.own_application(request.viewer, application)
    context = {
        "outcome": outcome(found, poll_url=reverse("replication:application-progress", args=[found.pk])),
        "facts": application_facts(found),
    }
    return render(request, "replication/application_detail.html", context)


@never_cache
@require_safe
@login_required
def application_progress(request: ViewerRequest, application: UUID) -> HttpResponse:
    """The part that changes while the prison is set up; without htmx the page itself."""
    found = selectors.own_application(request.viewer, application)
    if not request.htmx:
        return redirect("replication:application-detail", found.pk)
    context = {"outcome": outcome(found, poll_url=request.path)}
    return render(request, "replication/parts/outcome.html", context)
