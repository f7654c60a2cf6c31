"""Owns giving a person the first PIN of the kiosk: on a printed slip, once."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from core.errors import Refused
from core.papers import paper
from programs.people import selectors, services
from programs.people.views.lists import READERS, WRITERS, here
from tenants.requests import ViewerRequest

SLIP = Path(__file__).resolve().parent.parent / "typesetting" / "kiosk_slip.typ"


@method_decorator(never_cache, name="dispatch")
class KioskPinPage(View):
    """Whether a person has a PIN, and a new first one for who has none or has forgotten it."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Since when there is one; never which."""
        request.viewer.require_here(*READERS)
        return self._page(request, person)

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """A new PIN as a slip to print, or why there is none for somebody who is not held here."""
        request.viewer.require_here(*WRITERS)
        try:
            pin = services.give_first_pin(person, by=request.viewer.actor)
        except Refused as error:
            return self._page(request, person, refused=str(error.rule), status=422)
        card, place = selectors.person(person).card_number, here(request)
        facts = {
            "card": card,
            "pin": pin,
            "fold": _("Fold here. Only for the holder of this card."),
            "heading": _("Your first PIN at the kiosk"),
            "advice": _("Change it at the kiosk the first time. Then destroy this slip."),
        }
        slip = paper(SLIP, facts, title=card, is_demo=settings.DEMO or place.is_demo)
        response = HttpResponse(slip, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="pin.pdf"'
        return response

    def _page(self, request: ViewerRequest, person: int, *, refused: str = "", status: int = 200) -> HttpResponse:
        context = {
            "person": selectors.person(person),
            "set_at": selectors.kiosk_pin_set_at(person),
            "can_write": bool(request.viewer.roles_here.intersection(WRITERS)),
            "refused": refused,
        }
        return render(request, "people/kiosk_pin.html", context, status=status)
