"""Owns the pages of who approves: applications of the viewer's region, and the verdict on each."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programs.replication import selectors, services
from programs.replication.facts import application_facts
from programs.replication.forms import DeclineForm
from programs.replication.result import outcome
from programs.replication.standing import WORDS, standing
from tenants.requests import ViewerRequest

APPROVERS = ("regional", "analyst", "publisher")
PAGE = 50


@never_cache
@require_safe
@login_required
def approval_list(request: ViewerRequest) -> HttpResponse:
    """Applications the viewer may decide, the newest first; `state` and `cari` narrow them."""
    request.viewer.require_national(*APPROVERS)
    state, text = request.GET.get("state", ""), request.GET.get("cari", "").strip()
    mine = selectors.decidable_by(request.viewer)
    page = Paginator(selectors.filtered(mine, state=state, text=text), PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts_by_state(mine)
    context = {
        "rows": [standing(application) for application in page],
        "page": page,
        "states": [(code, word, counts[code]) for code, (word, _next, _badge) in WORDS.items()],
        "total": sum(counts.values()),
        "state": state if state in WORDS else "",
        "searched": text[: selectors.LONGEST_SEARCH],
    }
    return render(request, "replication/approval_list.html", context)


@never_cache
@require_safe
@login_required
def approval_detail(request: ViewerRequest, application: UUID) -> HttpResponse:
    """One application with all its facts and the two verdicts."""
    return _detail(request, application, DeclineForm())


@never_cache
@require_safe
@login_required
def approval_progress(request: ViewerRequest, application: UUID) -> HttpResponse:
    """The part that changes while the prison is set up; without htmx the page itself."""
    request.viewer.require_national(*APPROVERS)
    found = selectors.application_for(request.viewer, application)
    if not request.htmx:
        return redirect("replication:approval-detail", found.pk)
    context = {"outcome": outcome(found, poll_url=request.path), "is_approver": True}
    return render(request, "replication/parts/outcome.html", context)


@require_POST
@login_required
def approve(request: ViewerRequest, application: UUID) -> HttpResponse:
    """Yes, or once more after a failure; the provisioning worker does the rest. Pressed twice it is said once."""
    request.viewer.require_national(*APPROVERS)
    found = selectors.application_for(request.viewer, application)
    services.approve(found.pk, by=request.viewer.actor)
    if found.state in {"submitted", "failed"}:
        messages.success(request, _("Approved. The prison is being set up."))
    return redirect("replication:approval-detail", found.pk)


@require_POST
@login_required
def decline(request: ViewerRequest, application: UUID) -> HttpResponse:
    """No, with a reason."""
    request.viewer.require_national(*APPROVERS)
    found = selectors.application_for(request.viewer, application)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, application, form)
    services.decline(found.pk, reason=form.cleaned_data["reason"], by=request.viewer.actor)
    messages.success(request, _("Declined. The applicant sees the reason."))
    return redirect("replication:approval-list")


def _detail(request: ViewerRequest, application: UUID, form: DeclineForm) -> HttpResponse:
    request.viewer.require_national(*APPROVERS)
    found = selectors.application_for(request.viewer, application)
    context = {
        "outcome": outcome(found, poll_url=reverse("replication:approval-progress", args=[found.pk])),
        "facts": application_facts(found),
        "form": form,
        "is_approver": True,
    }
    status = 422 if form.errors else 200
    return render(request, "replication/approval_detail.html", context, status=status)
