"""Owns the staff's pages of quotes on a prison's host: what waits, and the answer; never who asks (rule 20)."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError
from core.middleware import status_of
from marketplace.orders import selectors, services
from marketplace.orders.forms import AnswerForm, TurnDownForm
from tenants.requests import ViewerRequest

READERS = ("head", "verifier", "treasurer", "officer", "cooperative")
ANSWERERS = ("head", "treasurer", "cooperative")
PER_PAGE = 30


@require_GET
def quotes(request: ViewerRequest) -> HttpResponse:
    """What buyers asked this prison, those that wait first on the page of their own."""
    request.viewer.require_here(*READERS)
    is_all = request.GET.get("show") == "all"
    found = selectors.quotes() if is_all else selectors.waiting_quotes()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today(settings.TIME_ZONE)
    shown = {"page": page, "quotes": [(each, each.state_on(today)) for each in page], "is_all": is_all}
    return render(request, "orders/quotes.html", shown)


@require_GET
def quote(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """One quote: what was asked, what lies free, the answer or the form for it."""
    request.viewer.require_here(*READERS)
    return _page(request, quote, AnswerForm())


@require_POST
def answer(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """Answer with a price that holds until a day."""
    said = _("The answer is sent: the buyer gets a mail with the link.")
    return _answered(request, quote, AnswerForm(request.POST), services.answer_quote, said)


@require_POST
def turn_down(request: ViewerRequest, quote: uuid.UUID) -> HttpResponse:
    """Answer that it cannot be supplied."""
    said = _("The buyer is told that it cannot be supplied.")
    return _answered(request, quote, TurnDownForm(request.POST), services.turn_down_quote, said)


def _answered(
    request: ViewerRequest,
    quote: uuid.UUID,
    form: AnswerForm | TurnDownForm,
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    request.viewer.require_here(*ANSWERERS)
    if not form.is_valid():
        return _page(request, quote, form, status=422)
    try:
        act(quote, **form.cleaned_data, by=request.viewer.actor)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.rule))
        return _page(request, quote, form, status=status_of(error))
    messages.success(request, said)
    return redirect("orders:quotes")


def _page(request: ViewerRequest, quote: uuid.UUID, form: AnswerForm | TurnDownForm, status: int = 200) -> HttpResponse:
    found = selectors.quote(quote)
    state = found.state_on(clock.today(settings.TIME_ZONE))
    page = {
        "quote": found,
        "state": state,
        "form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "turn_down_form": form if isinstance(form, TurnDownForm) else TurnDownForm(auto_id="down-%s"),
        "may_answer": state == "waiting" and bool(request.viewer.roles_here.intersection(ANSWERERS)),
    }
    return render(request, "orders/quote_answer.html", page, status=status)
