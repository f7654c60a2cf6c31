"""Owns what an enrolled tablet asks before it keeps or sends anything: whether it is enrolled, and whose PIN is right."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from core.errors import NotFound, Refused
from core.middleware import status_of
from tenants.requests import ViewerRequest
from workspace.views.doors import CLEAR_STORAGE
from workspace.views.tablets import WITH_PIN, device_here


@never_cache
@require_safe
def standing(request: ViewerRequest) -> HttpResponse:
    """Whether this tablet is enrolled and somebody works on it, and the token for sending; a revoked one keeps nothing."""
    device = device_here(request)
    is_enrolled = device is not None and not device.is_kiosk  # nobody marks at a kiosk
    is_inside = bool(request.viewer.roles_here and request.viewer.factor)
    response = JsonResponse({"enrolled": is_enrolled, "signed_in": is_inside, "token": get_token(request)})
    if not is_enrolled and services.DEVICE_COOKIE in request.COOKIES:
        response.headers["Clear-Site-Data"] = CLEAR_STORAGE
    return response


@never_cache
@sensitive_post_parameters()
@require_POST
def check_pin(request: ViewerRequest) -> HttpResponse:
    """Whether this is the PIN of who works here, counted and throttled like at the door; today's registers open with it."""
    viewer, device = request.viewer, device_here(request)
    viewer.require_here(*WITH_PIN)
    assert viewer.account is not None  # noqa: S101 - a member
    if device is None:
        raise NotFound(code="device-unknown", field="device", value="-", rule=_("This tablet is not enrolled."))
    try:
        services.open_with_pin(device, viewer.account, request.POST.get("pin", "")[:6])
    except Refused as refused:
        return JsonResponse(refused.as_dict(), status=status_of(refused))
    return JsonResponse({"code": ""})
