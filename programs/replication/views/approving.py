"""Owns the pages of who approves: applications of the viewer's region, and the verdict on each."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programs.replication import selectors, services
from programs.replication.forms import DeclineForm
from programs.replication.standing import standing
from tenants.requests import ViewerRequest

APPROVERS = ("regional", "analyst", "publisher")
PAGE = 50


@never_cache
@require_safe
@login_required
def approval_list(request: ViewerRequest) -> HttpResponse:
    """Applications the viewer may decide, the newest first."""
    request.viewer.require_national(*APPROVERS)
    page = Paginator(selectors.decidable_by(request.viewer), PAGE).get_page(request.GET.get("page"))
    rows = [standing(application) for application in page]
    return render(request, "replication/approval_list.html", {"rows": rows, "page": page})


@never_cache
@require_safe
@login_required
def approval_detail(request: ViewerRequest, application: UUID) -> HttpResponse:
    """One application with the two verdicts."""
    return _detail(request, application, DeclineForm())


@require_POST
@login_required
def approve(request: ViewerRequest, application: UUID) -> HttpResponse:
    """Yes, or once more after a failure; the provisioning worker does the rest."""
    request.viewer.require_national(*APPROVERS)
    found = selectors.application_for(request.viewer, application)
    services.approve(found.pk, by=request.viewer.actor)
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
    context = {"standing": standing(found), "application": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "replication/approval_detail.html", context, status=status)
