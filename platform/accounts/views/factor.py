"""Owns the pages of the second factor: setting it up, its recovery codes, confirming with it, removing it."""

import segno
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keeping, selectors, services
from accounts.forms import CodeForm, SetUpForm
from accounts.pages import ask_for_code
from core.errors import Forbidden

SET_UP = "/akun/faktor/pasang/"
CODES = "/akun/faktor/kode-cadangan/"


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Whether a second factor is set up, how many recovery codes are left, and how to change the phone."""
    account = _account(request)
    context = {
        "is_set_up": services.has_second_factor(account),
        "codes_left": services.recovery_codes_left(account),
        "form": CodeForm(user=request.user),
    }
    return render(request, "accounts/factor.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Scan, type the first code; the recovery codes follow. With a factor already there is nothing to set up."""
    kept = keeping.sent(request, otherwise=settings.LOGIN_REDIRECT_URL)
    account = _account(request)
    if services.has_second_factor(account):
        return redirect(kept.address("/akun/faktor/konfirmasi/"))
    secret = services.secret_in(request.session)
    form = SetUpForm(request.POST if request.method == "POST" else None, account=account, secret=secret)
    if request.method == "POST" and form.is_valid():
        services.set_up_factor(account, request.session)
        return redirect(kept.address(CODES))
    address = get_adapter().build_totp_url(account, secret)
    context = {
        "form": form,
        "kept": kept,
        "picture": segno.make(address).svg_data_uri(scale=5, border=4, dark="#000", light="#fff"),
        "address": address,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "is_staff": bool(request.viewer.claims),  # type: ignore[attr-defined] # set at the gate
    }
    return render(request, "accounts/factor_set_up.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes just made, to print or write down; once the person says that they are kept, nobody sees them again."""
    kept = keeping.sent(request, otherwise=settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        services.put_codes_away(request.session)
        return redirect(kept.next)
    account = _account(request)
    context = {
        "kept": kept,
        "codes": services.new_recovery_codes(account, request.session),
        "codes_left": services.recovery_codes_left(account),
    }
    return render(request, "accounts/recovery_codes.html", context)


@require_POST
@login_required
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of all before."""
    account = _account(request)
    if services.factor_of(request.session, account.pk) != services.FULL or not services.has_second_factor(account):
        rule = _("New recovery codes need the code of your second factor.")
        raise Forbidden(code="factor-needed", field="factor", value="-", rule=rule)
    services.renew_recovery_codes(account, request.session)
    return redirect(keeping.Kept("/akun/faktor/").address(CODES))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """The full factor for what needs it, at either host; then on to the page, with what was typed."""
    kept = keeping.sent(request)
    account = _account(request)
    if not services.has_second_factor(account) and services.factor_of(request.session, account.pk) != services.FULL:
        origin = settings.ORIGIN if getattr(request, "place", None) else ""
        return redirect(origin + (SET_UP if origin else kept.address(SET_UP)))
    if request.method != "POST":
        is_shown = services.factor_of(request.session, account.pk) == services.FULL
        return redirect(kept.next) if is_shown else ask_for_code(request, kept)
    form = CodeForm(request.POST, user=account)
    if not form.is_valid():
        return ask_for_code(request, kept, form=form, status=422)
    form.save()
    return keeping.go_on(request, kept)


@sensitive_post_parameters()
@require_POST
@login_required
def remove(request: HttpRequest) -> HttpResponse:
    """Remove the second factor by a last code of it; staff set up another before they go on."""
    account = _account(request)
    form = CodeForm(request.POST, user=account)
    if not form.is_valid():
        context = {"is_set_up": services.has_second_factor(account), "form": form, "codes_left": None}
        return render(request, "accounts/factor.html", context, status=422)
    services.remove_factor(account, request.session)
    messages.success(request, _("The second factor is removed. Set up the new one now."))
    return redirect(SET_UP)


def _account(request: HttpRequest) -> services.Account:
    assert request.user.pk is not None  # noqa: S101 - signed in
    return selectors.account(request.user.pk)
