"""Owns the tablets of a prison: opening one with a PIN, enrolling it, seeing and revoking them. Served as the gate."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keeping, selectors, services
from accounts.forms import PinForm
from core.errors import DomainError, NotFound, Refused
from tenants.doors import officers_of, sign_in_address, tablet_page
from tenants.requests import ViewerRequest
from tenants.viewer import Place
from workspace.forms import KioskForm, TabletForm
from workspace.navigation import MEMBERS

WITH_PIN = ("head", "officer", "instructor", "verifier")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def open_tablet(request: ViewerRequest) -> HttpResponse:
    """An officer of this tablet opens it with a PIN; elsewhere one signs in."""
    kept, device = keeping.sent(request), device_here(request)
    if device is None:
        return redirect(sign_in_address(_place(request).code, kept.next))
    if device.is_kiosk:
        return redirect("workspace:kiosk-enter")
    if request.method != "POST":
        return tablet_page(request, device, kept)
    form = PinForm(request.POST, officers=officers_of(device))
    account = _opened(form, device) if form.is_valid() else None
    if account is None:
        return tablet_page(request, device, kept, form=form, status=422)
    login(request, account)
    services.bind_session(request.session, _place(request).host)
    services.show_factor(request.session, account.pk, services.PIN)
    services.stand_on_device(request.session, device)
    return keeping.go_on(request, kept)


@never_cache
@require_safe
def tablets(request: ViewerRequest) -> HttpResponse:
    """The tablets of this prison that the viewer may revoke: a head sees all, others those they use."""
    request.viewer.require_here(*MEMBERS)
    here = device_here(request)
    shown = _revocable(request)
    context = {
        "tablets": [(device, people, device == here) for device, people in shown],
        "is_enrolled": here is not None,
        "is_head": "head" in request.viewer.roles_here,
    }
    return render(request, "workspace/tablets.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: ViewerRequest) -> HttpResponse:
    """Enrol this tablet with a PIN of one's own; on one that is enrolled already, only the PIN."""
    request.viewer.require_here(*WITH_PIN)
    request.viewer.require_full_factor()
    device = device_here(request)
    if device is not None and device.is_kiosk:
        rule = _("This is a kiosk: no member of staff has a PIN here. Revoke it first to make it a tablet.")
        raise Refused(code="device-is-kiosk", field="device", value=device.label, rule=rule)
    form = TabletForm(request.POST if request.method == "POST" else None, is_enrolled=device is not None)
    if request.method == "POST" and form.is_valid():
        response = _enrolled(request, form, device)
        if response is not None:
            return response
    context = {"form": form, "device": device}
    return render(request, "workspace/tablet_enrol.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_kiosk(request: ViewerRequest) -> HttpResponse:
    """Enrol this device as a kiosk; who did so is signed out here, for people in custody use it from now on."""
    request.viewer.require_here("head")
    request.viewer.require_full_factor()
    form = KioskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assert request.viewer.account is not None  # noqa: S101 - a member
        account, place = selectors.account(request.viewer.account), _place(request)
        _device, token = services.enrol_kiosk(account, prison=place.code, label=form.cleaned_data["label"])
        logout(request)
        response = redirect("workspace:kiosk-enter")
        _remember(response, token)
        return response
    return render(request, "workspace/kiosk_enrol.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revoke(request: ViewerRequest, device: UUID) -> HttpResponse:
    """End a tablet: whoever works on it is out at the next request, and no PIN opens it any more."""
    if device not in {each.pk for each, _people in _revocable(request)}:
        rule = _("There is no such tablet that you may revoke.")
        raise NotFound(code="device-unknown", field="device", value=str(device), rule=rule)
    request.viewer.require_full_factor()
    services.revoke_device(device, prison=_place(request).code, by=request.viewer.actor)
    messages.success(request, _("The tablet is revoked: it opens with no PIN any more."))
    return redirect("workspace:tablet-list")


def _place(request: ViewerRequest) -> Place:
    assert request.place is not None  # noqa: S101 - only a prison's URLconf leads here
    return request.place


def device_here(request: ViewerRequest) -> services.Device | None:
    """The live tablet that asks; None elsewhere."""
    token = request.COOKIES.get(services.DEVICE_COOKIE, "")
    return services.device_of(request.session, token, prison=_place(request).code)


def _revocable(request: ViewerRequest) -> list[tuple[services.Device, list[services.Account]]]:
    devices = list(selectors.live_devices(_place(request).code))
    people, me = selectors.pins_on(devices), request.viewer.account
    sees_all = "head" in request.viewer.roles_here
    return [
        (device, people[device.pk])
        for device in devices
        if sees_all or device.enrolled_by_id == me or me in {account.pk for account in people[device.pk]}
    ]


def _opened(form: PinForm, device: services.Device) -> services.Account | None:
    try:
        return services.open_with_pin(device, UUID(form.cleaned_data["person"]), form.cleaned_data["pin"])
    except DomainError as error:
        form.add_error("pin", error.rule)
        return None


def _enrolled(request: ViewerRequest, form: TabletForm, device: services.Device | None) -> HttpResponse | None:
    assert request.viewer.account is not None  # noqa: S101 - a member
    account, given = selectors.account(request.viewer.account), form.cleaned_data
    token = ""
    try:
        if device is None:
            place = _place(request)
            device, token = services.enrol_device(account, prison=place.code, label=given["label"], pin=given["pin"])
        else:
            services.set_pin(device, account, given["pin"])
    except DomainError as error:
        form.add_error("pin", error.rule)
        return None
    services.stand_on_device(request.session, device)
    messages.success(request, _("Done. After five idle minutes this tablet locks; your PIN opens it."))
    response = redirect("workspace:tablet-list")
    if token:
        _remember(response, token)
    return response


def _remember(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        services.DEVICE_COOKIE,
        token,
        max_age=services.COOKIE_AGE,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
