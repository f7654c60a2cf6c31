"""Owns the head's signature: a split scheme is put in force by the number of the head's decree."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from programs.earnings import selectors, services
from programs.earnings.forms import SignSchemeForm
from programs.records.selectors import local_today
from tenants.requests import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def sign_scheme(request: ViewerRequest) -> HttpResponse:
    """Choose a scheme and sign it; what the rules refuse is shown in the form, as typed."""
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    form = SignSchemeForm(request.POST if request.method == "POST" else None, today=local_today())
    if form.is_valid():
        facts = form.cleaned_data
        try:
            services.choose_scheme(
                facts["scheme"],
                starts=facts["starts"],
                decree_number=facts["decree_number"],
                by=request.viewer.actor,
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        else:
            messages.success(request, _("The scheme is signed. Paid orders that waited for it are divided now."))
            return redirect("earnings:overview")
    status = 422 if form.errors else 200
    facts = {"form": form, "schemes": selectors.known_schemes().values()}
    return render(request, "earnings/sign_scheme.html", facts, status=status)
