"""Owns the pages of training: a class marked in one request, and one person's modules and certificates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.errors import DomainError, NotFound
from core.middleware import status_of
from programs.library.document import Module
from programs.people import selectors
from programs.people.selectors import certificates, training
from programs.people.services.training import record_results, remove_result
from programs.people.training_forms import (
    EDITION_LABELS,
    KIND_OF_MODULE,
    CertificateForm,
    ClassForm,
    ClassLine,
    ModuleForm,
    fresh_lines,
    posted_lines,
)
from programs.people.views.lists import READERS, here
from tenants.requests import ViewerRequest

TRAINERS = ("head", "officer", "instructor")
CERTIFIERS = ("head", "officer")


@method_decorator(never_cache, name="dispatch")
class ClassPage(View):
    """One module, many people: who takes part in its program, or one person who is named (`?module=&person=`)."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """Choose a module; then everybody who takes part, nobody ticked."""
        request.viewer.require_here(*TRAINERS)
        chosen = _chosen(request.GET.get("module", ""))
        if chosen is None:
            return render(request, "people/class.html", {"choice": ModuleForm()})
        form = ClassForm(module=chosen[1], initial={"on": _today(request)})
        return self._page(request, chosen, form, self._lines(request, chosen))

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Record who is ticked, all or nobody; what is wrong stands beside its line."""
        request.viewer.require_here(*TRAINERS)
        chosen = _chosen(request.GET.get("module", ""))
        if chosen is None:
            rule = _("Choose a module first.")
            raise NotFound(code="module-unknown", field="module", value=request.GET.get("module", "")[:60], rule=rule)
        program, module = chosen
        lines = posted_lines(self._lines(request, chosen), request.POST, module)
        ticked = [line for line in lines if line.is_ticked]
        form = ClassForm(request.POST, module=module)
        if not form.is_valid() or any(line.error for line in ticked):
            return self._page(request, chosen, form, lines, status=422)
        try:
            results = [line.result for line in ticked]
            count = record_results(program, module.code, **form.cleaned_data, results=results, by=request.viewer.actor)
        except DomainError as error:
            return self._page(request, chosen, form, _told(lines, error), error=error, status=status_of(error))
        told = ngettext("Recorded for %(count)d person.", "Recorded for %(count)d people.", count)
        messages.success(request, told % {"count": count})
        return HttpResponseRedirect(request.get_full_path())

    def _lines(self, request: ViewerRequest, chosen: tuple[str, Module]) -> list[ClassLine]:
        program, module = chosen
        one = request.GET.get("person", "")
        if one.isdecimal():
            people = [selectors.person(int(one[:18]))]
        else:
            people = [each.person for each in selectors.on_list(program, _today(request))]
        made = training.last_attempts(program, module.code, [each.pk for each in people])
        return fresh_lines(people, made, module)

    def _page(
        self,
        request: ViewerRequest,
        chosen: tuple[str, Module],
        form: ClassForm,
        lines: Sequence[ClassLine],
        *,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        program, module = chosen
        context = {
            "choice": ModuleForm(initial={"module": f"{program}/{module.code}"}),
            "module": module,
            "title": training.titled(module),
            "kind": KIND_OF_MODULE[module.kind],
            "form": form,
            "lines": lines,
            "error": error,
            "faults": any(line.error for line in lines),
        }
        return render(request, "people/class.html", context, status=status)


@never_cache
@require_GET
def of_person(request: ViewerRequest, person: int) -> HttpResponse:
    """A person's modules with every attempt, and certificates."""
    request.viewer.require_here(*READERS)
    return training_page(request, person)


@never_cache
@require_POST
def remove(request: ViewerRequest, person: int, result: int) -> HttpResponse:
    """Take out a result entered by mistake."""
    request.viewer.require_here(*TRAINERS)
    try:
        remove_result(result, person=person, by=request.viewer.actor)
    except NotFound:
        raise
    except DomainError as error:
        return training_page(request, person, error=error)
    messages.success(request, _("The result is taken out; the audit keeps that it was there."))
    return HttpResponseRedirect(reverse("people:training", args=[person]))


def training_page(
    request: ViewerRequest, person: int, *, form: CertificateForm | None = None, error: DomainError | None = None
) -> HttpResponse:
    """The page of a person's training, with a form or an act that was refused."""
    row, day, roles = selectors.person(person), _today(request), request.viewer.roles_here
    asked = form.data.get("program") if form else None
    programs = [
        (found, training.titled(found.program), _states(found), _form_of(found, form, asked, day))
        for found in training.training_of(person, day=day)
    ]
    issued = certificates.certificates(person)
    context = {
        "person": row,
        "programs": programs,
        "certified": {each.program_code for each in issued if each.withdrawn_on is None},
        "certificates": issued,
        "editions": list(EDITION_LABELS.items()),
        "issuers": certificates.known_issuers(),
        "can_train": bool(roles.intersection(TRAINERS)),
        "can_certify": bool(roles.intersection(CERTIFIERS)),
        "is_head": "head" in roles,
        "error": error,
    }
    status = status_of(error) if error else 422 if form is not None else 200
    return render(request, "people/training.html", context, status=status)


def _states(found: training.ProgramTraining) -> list[tuple[training.ModuleState, str, object]]:
    return [(state, training.titled(state.module), KIND_OF_MODULE[state.module.kind]) for state in found.states]


def _form_of(
    found: training.ProgramTraining, form: CertificateForm | None, asked: str | None, day: object
) -> CertificateForm:
    if form is not None and asked == found.program.code:
        return form
    return CertificateForm(initial={"program": found.program.code, "on": day}, auto_id=f"id_{found.program.code}_%s")


def _chosen(asked: str) -> tuple[str, Module] | None:
    """Program and module of "coir-shade/CS-M1"; None when nothing is chosen, NotFound for what is not run here."""
    if not asked:
        return None
    program, _slash, code = asked.partition("/")
    return program, training.module(program, code)[1]


def _told(lines: Sequence[ClassLine], error: DomainError) -> list[ClassLine]:
    return [replace(each, error=error.rule if error.field.endswith(f"-{each.person.pk}") else "") for each in lines]


def _today(request: ViewerRequest) -> date:
    return clock.today(here(request).timezone)
