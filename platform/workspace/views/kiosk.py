"""Owns the kiosk's pages: signing in and out, the menu, one's own work, consents, places in waiting lists, and money."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, money
from core.errors import DomainError
from core.middleware import status_of
from programs.earnings import selectors as earnings
from programs.library.selectors import adopted_programs
from programs.people import selectors as people
from programs.people import services
from programs.people.forms import CONSENT_LABELS
from programs.people.selectors import Guest
from programs.people.selectors.certificates import certificates
from programs.people.selectors.consent_texts import consent_text
from programs.people.selectors.training import titled, training_of
from programs.workshop import selectors as workshop
from tenants.requests import ViewerRequest
from workspace.kiosk import session, throttle
from workspace.kiosk.forms import EnterForm, OwnPinForm, WithdrawForm

MONEY_SHOWN = 10  # seconds


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class EnterPage(View):
    """The kiosk's first page. To come here is to leave: whoever was signed in is out."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """Card number and PIN, and the ways to complain without them."""
        session.end(request)
        context = {"form": EnterForm(), "is_entrance": True}
        return session.left(render(request, "workspace/kiosk/enter.html", context))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Let in, or say in the same words for every reason that it does not fit."""
        form = EnterForm(request.POST)
        if form.is_valid():
            try:
                throttle.check("pin", request.kiosk)
                opened = services.open_kiosk(**form.cleaned_data)
                return session.begin(redirect("workspace:kiosk-menu"), request, opened)
            except DomainError as error:
                throttle.count("pin", request.kiosk)
                form.add_error(None, error.rule)
        context = {"form": form, "is_entrance": True}
        return render(request, "workspace/kiosk/enter.html", context, status=422)


@never_cache
@require_POST
def leave(request: ViewerRequest) -> HttpResponse:
    """Done: the session ends here and on the server."""
    session.end(request)
    return session.left(redirect("workspace:kiosk-enter"))


@never_cache
@require_safe
@session.for_guest
def menu(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """What one may see: a tile for each."""
    return _page(request, guest, "menu")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@session.for_guest
def own_pin(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """A PIN of one's own: a first one must be changed before anything else."""
    form = OwnPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_pin(guest.person, pin=form.cleaned_data["pin"])
            return redirect("workspace:kiosk-menu")
        except DomainError as error:
            form.add_error("pin", error.rule)
    return _page(request, guest, "pin", form=form, status=422 if form.errors else 200)


@never_cache
@require_safe
@session.for_guest
def work(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """Sessions, hours and pieces of this month and of the last."""
    months = [
        (first, workshop.work_of([guest.person], first, last)[guest.person]) for first, last in _months(_today(request))
    ]
    shown = [(first, each, divmod(each.minutes, 60)) for first, each in months]
    return _page(request, guest, "work", months=shown)


@never_cache
@require_safe
@session.for_guest
def training(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """Modules passed of each program that was begun, what is still to come, and the certificates that hold."""
    begun = [each for each in training_of(guest.person, day=_today(request)) if each.is_begun]
    programs = [
        (
            titled(each.program),
            len(each.passed),
            len(each.states),
            [titled(m.module) for m in each.states if not m.passed],
        )
        for each in begun
    ]
    is_indonesian = (get_language() or "id").startswith("id")
    held = [each for each in certificates(guest.person) if each.withdrawn_on is None]
    shown = [(each, each.skill_id if is_indonesian else each.skill_en) for each in held]
    return _page(request, guest, "training", programs=programs, certificates=shown)


@never_cache
@require_safe
@session.for_guest
def consents(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """The consents that hold; `?tarik=` asks once more before one is withdrawn."""
    held = people.open_consents(guest.person, today=_today(request))
    rows = [(row, CONSENT_LABELS[row.purpose], consent_text(row.text_version, row.language)) for row in held]
    asked = request.GET.get("tarik", "")
    chosen = next((label for row, label, _text in rows if row.purpose == asked), "")
    return _page(request, guest, "consents", rows=rows, asked=asked if chosen else "", chosen=chosen)


@never_cache
@require_POST
@session.for_guest
def withdraw(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """Withdraw the consent for a purpose from today on; no reason is asked, and it has no consequence."""
    form, today = WithdrawForm(request.POST), _today(request)
    purpose = form.cleaned_data["purpose"] if form.is_valid() else ""
    held = [row for row in people.open_consents(guest.person, today=today) if row.purpose == purpose]
    if not held:
        return _page(request, guest, "withdrawn", error=True, status=422)
    try:
        for row in held:
            services.withdraw_consent(row.pk, on=today, by="kiosk", person=guest.person)
    except DomainError as error:
        return _page(request, guest, "withdrawn", error=error.rule, status=status_of(error))
    return _page(request, guest, "withdrawn", purpose=CONSENT_LABELS[purpose])


@never_cache
@require_safe
@session.for_guest
def waiting(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """The places in waiting lists; the order is the day of asking, nothing else."""
    is_indonesian = (get_language() or "id").startswith("id")
    adopted = adopted_programs(session.place_of(request).code)
    titles = {each.code: each.title_id if is_indonesian else each.title_en for each in adopted}
    places = [(each, titles.get(each.program_code, each.program_code)) for each in people.waiting_places(guest.person)]
    return _page(request, guest, "waiting", places=places)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@session.for_guest
def own_money(request: ViewerRequest, guest: Guest) -> HttpResponse:
    """Hidden until the button is pressed; then for ten seconds, after which the page goes back by itself."""
    if request.method != "POST":
        return _page(request, guest, "money", premi=None)
    today, language = _today(request), get_language() or "id"
    found = earnings.premi_of([guest.person], today.replace(day=1), today)[guest.person]
    scheme = earnings.scheme_in_force(today)
    premi = {"accrued": money.rupiah(found.accrued, language), "total": money.rupiah(found.total, language)}
    is_verified = scheme is not None and scheme.is_verified
    return _page(request, guest, "money", premi=premi, is_verified=is_verified, hides_after=MONEY_SHOWN)


def _page(request: ViewerRequest, guest: Guest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"workspace/kiosk/{name}.html", {"guest": guest, **context}, status=status)


def _today(request: ViewerRequest) -> date:
    return clock.today(session.place_of(request).timezone)


def _months(today: date) -> list[tuple[date, date]]:
    """This month until today, and the whole of the last one."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [(first, today), (before.replace(day=1), before)]
