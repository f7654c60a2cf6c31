"""Owns the public page of a certificate (product rule 6): valid or withdrawn, for which skill, by whom; never where or who."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.errors import Refused
from programs.library import selectors
from programs.library.forms import NameForm, NumberForm
from programs.library.throttle import count_try

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for the number on a paper and leads to its page."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number = form.cleaned_data["number"].strip().upper().replace("/", "-")
        return HttpResponseRedirect(reverse("library:certificate", args=[number]))
    return _bare(render(request, "library/certificate_ask.html", {"form": form}, status=422 if form.is_bound else 200))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """What is known of a certificate; a name that is sent is compared, told and forgotten."""
    found = selectors.issued_certificate(serial)
    if found is None:
        page = {"form": NumberForm(initial={"number": serial[:30]}), "is_unknown": True}
        return _bare(render(request, "library/certificate_ask.html", page, status=404))
    form = NameForm(request.POST if request.method == "POST" else None)
    status, matches = (422 if form.is_bound else 200), None
    if form.is_valid():
        status, matches = _compared(request, form, found.code)
    skill = found.skill_id if (get_language() or "id").startswith("id") else found.skill_en
    page = {"found": found, "skill": skill, "form": form, "matches": matches, "demo": found.is_demo or settings.DEMO}
    return _bare(render(request, "library/certificate.html", page, status=status))


def _compared(request: HttpRequest, form: NameForm, code: str) -> tuple[int, bool | None]:
    try:
        count_try(address=request.META.get("REMOTE_ADDR", ""), certificate=code)
    except Refused as error:
        form.add_error("name", error.rule)
        return TOO_MANY, None
    return 200, selectors.is_name_on(code, form.cleaned_data["name"])


def _bare(response: HttpResponse) -> HttpResponse:
    """Kept by no search engine. That no other site is told the address is the policy of every page ("same-origin")."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
