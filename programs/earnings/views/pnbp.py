"""Owns the treasurer's pages for state revenue: the billing code SIMPONI issued, then the NTPN of the receipt."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from programs.earnings import selectors, services
from programs.earnings.forms import BillingCodeForm, NtpnForm
from programs.earnings.views.overview import shown
from tenants.requests import ViewerRequest

Act = Callable[[dict[str, Any]], object]


@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: ViewerRequest, obligation: int) -> HttpResponse:
    """The code with its expiry; an expired code is replaced here."""

    def act(facts: dict[str, Any]) -> None:
        expires: datetime = facts["expires_at"]
        services.record_billing_code(obligation, code=facts["code"], expires_at=expires, by=request.viewer.actor)
        messages.success(request, _("The billing code is noted. Pay it before it expires, then enter the NTPN."))

    return _page(request, obligation, BillingCodeForm(request.POST if request.method == "POST" else None), act)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_ntpn(request: ViewerRequest, obligation: int) -> HttpResponse:
    """The number that shows it paid."""

    def act(facts: dict[str, Any]) -> None:
        services.record_ntpn(obligation, ntpn=facts["ntpn"], by=request.viewer.actor)
        messages.success(request, _("State revenue is paid and booked."))

    return _page(request, obligation, NtpnForm(request.POST if request.method == "POST" else None), act)


def _page(request: ViewerRequest, obligation: int, form: forms.Form, act: Act) -> HttpResponse:
    request.viewer.require_here("treasurer")
    request.viewer.require_full_factor()
    row = selectors.obligation(obligation)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        else:
            return redirect("earnings:overview")
    context = {"form": form, "row": row, "amount": shown(row.amount), "is_code": "code" in form.fields}
    return render(request, "earnings/pnbp.html", context, status=422 if form.errors else 200)
