"""Owns the page on which a person is asked: the present text to read aloud, the answer, the witness; and each old answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError, NotFound
from core.middleware import status_of
from programs.people import selectors, services
from programs.people.forms import CONSENT_LABELS, LANGUAGE_LABELS, AskForm, ConsentForm
from programs.people.views.lists import READERS, WRITERS, here
from programs.people.views.person import to_person
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class ConsentPage(View):
    """The text of a purpose (`?purpose=&language=`) and the answer to it; the version is the present one, never typed."""

    def get(self, request: ViewerRequest, person: int) -> HttpResponse:
        """The text, and the form for today."""
        request.viewer.require_here(*WRITERS)
        asked = AskForm(request.GET)
        chosen = asked.cleaned_data if asked.is_valid() else {"purpose": "work", "language": "id"}
        version = selectors.current_version(chosen["purpose"])
        day = clock.today(here(request).timezone)
        form = ConsentForm(initial={**chosen, "text_version": version, "starts": day})
        return self._page(request, person, form, chosen)

    def post(self, request: ViewerRequest, person: int) -> HttpResponse:
        """Record the answer, or say on the form why not."""
        request.viewer.require_here(*WRITERS)
        form = ConsentForm(request.POST)
        shown = {name: form.data.get(name, "") for name in ("purpose", "language")}
        if not form.is_valid():
            return self._page(request, person, form, shown, status=422)
        facts = {**form.cleaned_data}
        day, is_given = facts.pop("starts"), facts.pop("answer") == "given"
        try:
            if is_given:
                services.give_consent(person, **facts, starts=day, by=request.viewer.actor)
            else:
                services.refuse_consent(person, **facts, on=day, by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return self._page(request, person, form, shown, status=status_of(error))
        given = _("The consent is recorded. It can be withdrawn at any time, without consequence.")
        messages.success(request, given if is_given else _("The refusal is recorded. It has no consequence."))
        return to_person(person)

    def _page(
        self, request: ViewerRequest, person: int, form: ConsentForm, chosen: dict[str, str], status: int = 200
    ) -> HttpResponse:
        purpose = chosen["purpose"] if chosen["purpose"] in CONSENT_LABELS else "work"
        language = chosen["language"] if chosen["language"] in LANGUAGE_LABELS else "id"
        context = {
            "form": form,
            "ask": AskForm(initial={"purpose": purpose, "language": language}),
            "person": selectors.person(person),
            "text": selectors.consent_text(selectors.current_version(purpose), language),
        }
        return render(request, "people/consent.html", context, status=status)


@never_cache
@require_GET
def detail(request: ViewerRequest, person: int, consent: int) -> HttpResponse:
    """One answer with the text that was read then."""
    request.viewer.require_here(*READERS)
    row = next((each for each in selectors.consents(person) if each.pk == consent), None)
    if row is None:
        raise NotFound(code="consent-unknown", field="consent", value=consent, rule=_("There is no such consent here."))
    context = {
        "person": selectors.person(person),
        "consent": row,
        "purpose": CONSENT_LABELS[row.purpose],
        "language": LANGUAGE_LABELS.get(row.language, row.language),
        "text": selectors.consent_text(row.text_version, row.language),
    }
    return render(request, "people/consent_detail.html", context)
