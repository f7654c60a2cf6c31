"""Owns the answer to whom the wall does not let through: sign in, open the tablet, show the second factor, or no."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import keeping, selectors
from accounts.forms import PinForm
from accounts.pages import ask_for_code
from accounts.services import Account, Device
from core.errors import Forbidden
from core.middleware import error_response
from core.redirects import path_on_host
from tenants.addresses import public_role
from tenants.selectors import members_of
from tenants.viewer import Viewer

# at a prison's host these are served before its wall, as the gate; those of OPEN_PATHS to who is not let in yet, too
OPEN_PATHS = ("/tiket/", "/keluar/", "/i18n/", "/tema/", "/kunci/buka/", "/kunci/keadaan/", "/bengkel/luring/")
GATE_PATHS = (*OPEN_PATHS, "/kunci/")
OPEN_TABLET = "/kunci/buka/"
CONFIRM = "/akun/faktor/konfirmasi/"


# where the regional office reads what is about the head: that role alone opens nothing else of a prison
COMPLAINT_PATHS = (*OPEN_PATHS, "/pengaduan/", "/kunci/kode/", "/api/v1/complaints/", "/api/v1/me/")
COMPLAINTS = "/pengaduan/"
KIOSK = "/kios/"


def refusal(request: HttpRequest, viewer: Viewer, device: Device | None) -> HttpResponse | None:
    """Why a request does not reach its page, None when it does. Acts as the gate."""
    if viewer.prison is None:
        is_office = public_role(request.path) == "national"
        return _factor_first(request) if is_office and viewer.claims and not viewer.factor else None
    if request.path.startswith(KIOSK):
        return _kiosk_only(request, viewer, device)
    if request.path.startswith(OPEN_PATHS):
        return None
    if viewer.roles_here and viewer.factor:
        return _complaints_only(request) if viewer.roles_here == {"complaint"} else None
    return _asked(request, viewer, device) or _refused(request, viewer)


def _asked(request: HttpRequest, viewer: Viewer, device: Device | None) -> HttpResponse | None:
    """The door at which somebody may still let themselves in; None when there is none."""
    if request.path.startswith("/api/"):
        return None
    if viewer.account is None and device is not None:
        return HttpResponseRedirect(KIOSK) if device.is_kiosk else _tablet_first(request, device)
    if viewer.account is None or viewer.roles_here:
        return _sign_in_first(request, _code_of(viewer))
    return None


def _refused(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if viewer.roles_here:
        rule = _("This needs the code of your second factor.")
        return error_response(request, Forbidden(code="factor-needed", field="factor", value="-", rule=rule))
    rule = _("Only members of this prison may enter.")
    code = _code_of(viewer)
    return error_response(request, Forbidden(code="not-a-member", field="prison", value=code, rule=rule))


def _code_of(viewer: Viewer) -> str:
    """The code of the prison whose host was called."""
    return viewer.prison.code if viewer.prison else ""


def _kiosk_only(request: HttpRequest, viewer: Viewer, device: Device | None) -> HttpResponse | None:
    """The kiosk's pages are for people in custody at an enrolled kiosk: for no member of staff, and on no other device."""
    if viewer.account is None:
        is_kiosk = device is not None and device.is_kiosk
        return None if is_kiosk else _sign_in_first(request, _code_of(viewer))
    rule = _("These pages open at an enrolled kiosk only, when no member of staff is signed in there.")
    return error_response(request, Forbidden(code="kiosk-only", field="device", value="-", rule=rule))


def _complaints_only(request: HttpRequest) -> HttpResponse | None:
    """The role `complaint` alone: its own pages, from the first page straight to them, and no other."""
    if request.path == "/":
        return HttpResponseRedirect(COMPLAINTS)
    if request.path.startswith(COMPLAINT_PATHS):
        return None
    rule = _("The role for complaints opens complaints alone.")
    return error_response(request, Forbidden(code="complaints-only", field="role", value="complaint", rule=rule))


def code_asked(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page that asks for the code, in place of a view that needs the full factor; None for any other exception."""
    if not isinstance(exception, Forbidden) or exception.code != "factor-needed" or request.path.startswith("/api/"):
        return None
    at_prison = request.place is not None  # type: ignore[attr-defined]
    return _led_from_htmx(request, "/kunci/kode/" if at_prison else CONFIRM) or ask_for_code(
        request, keeping.interrupted(request), status=403
    )


def form_page_first(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A form of the public host sent after its session has ended: its view asks to sign in, and its address is no page."""
    location = response.headers.get("Location", "")
    if request.method in {"GET", "HEAD"} or not location.startswith("/akun/login/?next="):
        return response
    page = path_on_host(request.headers.get("referer", ""), request.get_host(), otherwise=settings.LOGIN_REDIRECT_URL)
    return _not_saved(request, f"/akun/login/?{urlencode({'next': page})}")


def tablet_page(
    request: HttpRequest, device: Device, kept: keeping.Kept, *, form: PinForm | None = None, status: int = 200
) -> HttpResponse:
    """The page on which an officer of this tablet opens it with a PIN. Acts as the gate."""
    officers = officers_of(device)
    context = {
        "device": device,
        "officers": officers,
        "form": form or PinForm(officers=officers),
        "kept": kept,
        "sign_in": sign_in_address(device.prison_code, kept.next),
    }
    return render(request, "accounts/tablet_open.html", context, status=status)


def officers_of(device: Device) -> list[Account]:
    """Who opens a tablet with a PIN: those who have one there and are members of its prison today."""
    members = {member.account for member in members_of(device.prison_code)}
    return [account for account in selectors.accounts_with_pin(device) if account.pk in members]


def sign_in_address(code: str, path: str) -> str:
    """The public host's sign-in, from where one comes back to a path of a prison's host."""
    query = urlencode({"next": f"/akun/masuk-ke/{code}/?{urlencode({'ke': path})}"})
    return f"{settings.ORIGIN}/akun/login/?{query}"


def _factor_first(request: HttpRequest) -> HttpResponse:
    kept = keeping.interrupted(request)
    if request.path.startswith("/api/"):
        rule = _("This needs the code of your second factor.")
        return error_response(request, Forbidden(code="factor-needed", field="factor", value="-", rule=rule))
    return _led_from_htmx(request, CONFIRM) or HttpResponseRedirect(kept.address(CONFIRM))


def _tablet_first(request: HttpRequest, device: Device) -> HttpResponse:
    kept = keeping.interrupted(request)
    if led := _led_from_htmx(request, OPEN_TABLET):
        return led
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(kept.address(OPEN_TABLET))
    return tablet_page(request, device, kept, status=401)


def _sign_in_first(request: HttpRequest, code: str) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(sign_in_address(code, request.get_full_path()))
    page = path_on_host(request.headers.get("referer", ""), request.get_host(), otherwise="/")
    return _not_saved(request, sign_in_address(code, page))


def _not_saved(request: HttpRequest, sign_in: str) -> HttpResponse:
    """A form sent after its session has ended: a redirect would drop it in silence, and lead to where no page is."""
    problem = {
        "title": _("You are signed out"),
        "detail": _("Your session has ended, and what you sent was not saved. Sign in and send it again."),
        "next_url": sign_in,
        "next_label": _("Sign in"),
    }
    return render(request, "core/error.html", {"problem": problem}, status=401)


def _led_from_htmx(request: HttpRequest, door: str) -> HttpResponse | None:
    """htmx would swap the page of a door into a fragment: it is told to open it whole, and to come back."""
    if request.headers.get("HX-Request") != "true":
        return None
    page = path_on_host(request.headers.get("HX-Current-URL", ""), request.get_host(), otherwise="/")
    return HttpResponse(status=200, headers={"HX-Redirect": keeping.Kept(page).address(door)})
