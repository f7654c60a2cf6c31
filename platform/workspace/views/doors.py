"""Owns the doors between the hosts: where to go after sign-in, the ticket into a prison, leaving."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import keeping, services
from accounts import selectors as accounts
from accounts.pages import explains_void_links
from core.errors import Forbidden
from core.redirects import local_path
from tenants.addresses import prison_url
from tenants.doors import CONFIRM
from tenants.requests import ViewerRequest
from tenants.selectors import by_code
from workspace.selectors import destinations_of

LONGEST_TARGET = 200
# what a tablet keeps for when the network is down goes with the sign-out (product rule 9)
CLEAR_STORAGE = '"storage"'


@never_cache
@require_safe
@login_required
def destinations(request: ViewerRequest) -> HttpResponse:
    """Where the signed-in person may work; with one place only, straight there."""
    if request.viewer.claims and not request.viewer.factor:
        return redirect(keeping.Kept(request.get_full_path()).address(CONFIRM))
    places = destinations_of(request.viewer)
    if len(places) <= 1:
        return redirect(places[0].url if places else "/")
    return render(request, "workspace/destinations.html", {"places": places})


@never_cache
@require_safe
@login_required
def enter_prison(request: ViewerRequest, code: str) -> HttpResponse:
    """A member gets a ticket for the prison's host and is sent there, to the local path `ke`."""
    if not request.viewer.roles_at(code) or request.viewer.account is None:
        rule = _("Only members of this prison may enter.")
        raise Forbidden(code="not-a-member", field="prison", value=code[:10], rule=rule)
    if not request.viewer.factor:
        return redirect(keeping.Kept(request.get_full_path()).address(CONFIRM))
    host = by_code(code).host
    token = services.issue_link(
        accounts.account(request.viewer.account),
        purpose=services.Purpose.TICKET,
        host=host,
        target=local_path(request.GET.get("ke", ""), otherwise="/", longest=LONGEST_TARGET),
        session_key=request.session.session_key or "",
        factor=request.viewer.factor,
    )
    response = redirect(prison_url(host, f"/tiket/{token}/"))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_safe
@explains_void_links
def redeem_ticket(request: ViewerRequest, token: str) -> HttpResponse:
    """At the prison's host: the ticket is used up, and the session of this host begins."""
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    link = services.redeem_link(token, purpose=services.Purpose.TICKET, host=request.place.host)
    login(request, link.account)
    services.bind_session(request.session, request.place.host)
    services.show_factor(request.session, link.account.pk, link.factor)
    if link.session_key:
        services.join_sessions(request.session, parent_key=link.session_key)
    return redirect(link.target)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_prison(request: ViewerRequest) -> HttpResponse:
    """Leave the prison, the public host and every other prison entered from there; then a page that says so."""
    if request.method == "POST":
        services.end_sessions(request.session)
        logout(request)
        # this page, not the public host: the browser would refuse to follow a form there
        response = redirect("workspace:leave")
        response.headers["Clear-Site-Data"] = CLEAR_STORAGE
        return response
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    query = urlencode({"next": f"/akun/masuk-ke/{request.place.code}/"})
    return render(request, "workspace/left.html", {"sign_in_again": f"{settings.ORIGIN}/akun/login/?{query}"})
