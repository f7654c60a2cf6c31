"""Owns the page of an account's tokens for programs: a new one is shown once, any can be ended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import selectors, services
from accounts.forms import TokenForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that still let in, and the form of a new one; staff need the full factor."""
    viewer = request.viewer  # type: ignore[attr-defined] # set at the gate
    if viewer.claims:
        viewer.require_full_factor()
    prisons = sorted({claim.prison for claim in viewer.claims if claim.prison})
    form = TokenForm(request.POST if request.method == "POST" else None, prisons=prisons)
    made = ""
    if form.is_valid():
        made = services.issue_token(selectors.account(viewer.account), **form.wish())
        form = TokenForm(prisons=prisons)
    context = {"form": form, "made": made, "tokens": selectors.live_tokens(viewer.account)}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: HttpRequest, api_token: UUID) -> HttpResponse:
    """End one of one's own tokens."""
    services.revoke_token(api_token, account=request.viewer.account)  # type: ignore[attr-defined] # set at the gate
    messages.success(request, _("The token has ended."))
    return redirect("accounts:tokens")
