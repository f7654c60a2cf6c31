"""Owns the pages of accounts beside allauth's: an invitation, a demo sign-in, leaving on every host."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import selectors, services
from accounts.forms import PasswordForm
from accounts.pages import explains_void_links
from core.loopback import is_local
from core.redirects import local_path


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@explains_void_links
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a password and is signed in; the link is used up by that, not by looking."""
    link = selectors.live_link(token, purpose=services.Purpose.INVITATION, host=settings.BASE_HOST)
    form = PasswordForm(request.POST if request.method == "POST" else None, account=link.account)
    if request.method == "POST" and form.is_valid():
        accepted = services.accept_invitation(token, password=form.cleaned_data["password"])
        login(request, accepted.account)
        return redirect(accepted.target)
    context = {"form": form, "email": link.account.email}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@explains_void_links
def enter_demo(request: HttpRequest, token: str) -> HttpResponse:
    """A demo account signs in by a link that works once, in a demo on a loopback address only."""
    if not settings.DEMO or not is_local(request):
        raise Http404
    link = services.redeem_link(token, purpose=services.Purpose.DEMO, host=settings.BASE_HOST)
    login(request, link.account)
    services.show_factor(request.session, link.account.pk, services.FULL)  # invented people have no phone
    response = redirect(link.target)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave here and at every prison entered from here."""
    if request.method != "POST":
        return render(request, "account/logout.html")
    services.end_sessions(request.session)
    logout(request)
    return redirect(local_path(request.POST.get("next", ""), otherwise=settings.ACCOUNT_LOGOUT_REDIRECT_URL))
