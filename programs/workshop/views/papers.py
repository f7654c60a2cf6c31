"""Owns the register on paper: the sheet with its code, and keying it back in the printed order."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.errors import Conflict, DomainError
from core.middleware import status_of
from core.papers import code_image
from programs.workshop import forms, selectors, services
from programs.workshop.views.places import READERS, WRITERS, here, program_titles
from programs.workshop.views.register import tell, to_register
from tenants.requests import ViewerRequest


@never_cache
@require_GET
def paper(request: ViewerRequest, session: int) -> HttpResponse:
    """The list with empty boxes, to print; its code opens the page on which it is keyed in."""
    request.viewer.require_here(*READERS)
    row = selectors.session(session)
    address = request.build_absolute_uri(reverse("workshop:register-key-in", args=[session]))
    context = {
        "session": row,
        "title": program_titles(here(request).code).get(row.program_code, row.program_code),
        "rows": selectors.register(row),
        "safety": selectors.step_safety(here(request).code, row.program_code),
        "labels": list(forms.DIGITS.items()),
        "address": address,
        "code": f"data:image/svg+xml,{quote(code_image(address))}",
    }
    return render(request, "workshop/session_paper.html", context)


@method_decorator(never_cache, name="dispatch")
class KeyingPage(View):
    """Keys a sheet back: one digit a row, in the order it was printed, and one save."""

    def get(self, request: ViewerRequest, session: int) -> HttpResponse:
        """The rows as they are stored."""
        request.viewer.require_here(*WRITERS)
        row = selectors.session(session)
        return self._page(request, row, forms.stored_keys(selectors.register(row), row.default_minutes))

    def post(self, request: ViewerRequest, session: int) -> HttpResponse:
        """Save what was typed, or say beside each row what is wrong."""
        request.viewer.require_here(*WRITERS)
        row = selectors.session(session)
        keys = forms.posted_keys(selectors.register(row), request.POST, row.default_minutes)
        if any(key.error for key in keys):
            return self._page(request, row, keys, status=422)
        marks = [key.mark for key in keys if key.digit]
        try:
            near = services.mark_attendance(session, marks=marks, by=request.viewer.actor)
        except DomainError as error:
            if isinstance(error, Conflict):
                keys = forms.rivalled_keys(keys, selectors.rivals(row, [key.row.person for key in keys]))
            return self._page(request, row, keys, error=error, status=status_of(error))
        tell(request, len(marks), near)
        return to_register(session)

    def _page(
        self,
        request: ViewerRequest,
        row: selectors.Session,
        keys: list[forms.KeyedLine],
        *,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "session": row,
            "title": program_titles(here(request).code).get(row.program_code, row.program_code),
            "keys": keys,
            "labels": list(forms.DIGITS.items()),
            "error": error,
            "can_write": row.closed_at is None,
        }
        return render(request, "workshop/register_key_in.html", context, status=status)
