"""Owns the import of people by pages: a file, its columns, a preview, accepting; nothing is written before that."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.errors import DomainError
from core.middleware import status_of
from programs.people import services
from programs.people.forms import COLUMN_LABELS, ColumnsForm, ImportForm
from programs.people.views.lists import WRITERS, XLSX
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest


@method_decorator(never_cache, name="dispatch")
class ImportPage(View):
    """The step at which the viewer's file stands: none yet, its columns, its preview."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """The present step; `?langkah=kolom` goes back to the columns."""
        request.viewer.require_here(*WRITERS)
        columns = services.waiting_columns(request.viewer.actor)
        if columns is None:
            return render(request, "people/import.html", {"form": ImportForm()})
        if not columns.is_chosen or request.GET.get("langkah") == "kolom":
            return _columns(request, columns, ColumnsForm(columns=columns.names, initial=columns.mapping))
        try:
            found = services.preview(request.viewer.actor)
        except DomainError as error:
            form = ColumnsForm(columns=columns.names, initial=columns.mapping)
            return _columns(request, columns, form, error=error)
        return render(request, "people/import_preview.html", {**_shown(found), **_told(found.report)})

    def post(self, request: ViewerRequest) -> HttpResponse:
        """Take a file, or say on the form why it cannot be read."""
        request.viewer.require_here(*WRITERS)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "people/import.html", {"form": form}, status=422)
        try:
            services.take_file(form.cleaned_data["file"].read(), by=request.viewer.actor)
        except DomainError as error:
            tell_refusal(form, error)
            return render(request, "people/import.html", {"form": form}, status=status_of(error))
        return _here()


@never_cache
@require_POST
def choose_columns(request: ViewerRequest) -> HttpResponse:
    """Which column of the waiting file stands for which field."""
    request.viewer.require_here(*WRITERS)
    columns = services.waiting_columns(request.viewer.actor)
    form = ColumnsForm(request.POST, columns=columns.names if columns else ())
    if columns and not form.is_valid():
        return _columns(request, columns, form, status=422)
    mapping = form.mapping if columns else {}
    try:
        services.choose_columns(mapping, by=request.viewer.actor)
    except DomainError as error:
        if columns is None:
            return _gone(request, error)
        tell_refusal(form, error)
        return _columns(request, columns, form, status=status_of(error))
    return _here()


@never_cache
@require_POST
def accept(request: ViewerRequest) -> HttpResponse:
    """Import the waiting file; the same file again changes nothing."""
    request.viewer.require_here(*WRITERS)
    try:
        report = services.accept_file(by=request.viewer.actor)
    except DomainError as error:
        return _gone(request, error)
    return render(request, "people/import_done.html", _told(report))


@require_POST
def cancel(request: ViewerRequest) -> HttpResponse:
    """Let the waiting file go."""
    request.viewer.require_here(*WRITERS)
    services.cancel_file(by=request.viewer.actor)
    messages.success(request, _("The file is gone, and nothing was written."))
    return _here()


@require_GET
def template_csv(request: ViewerRequest) -> HttpResponse:
    """The empty list as CSV."""
    request.viewer.require_here(*WRITERS)
    return download(services.template_csv(), "daftar-orang.csv", "text/csv; charset=utf-8")


@require_GET
def template_xlsx(request: ViewerRequest) -> HttpResponse:
    """The empty list as a workbook, with instructions."""
    request.viewer.require_here(*WRITERS)
    return download(services.template_xlsx(), "daftar-orang.xlsx", XLSX)


def download(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """A file to save under a name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(found: services.Preview) -> dict[str, Any]:
    labels = [COLUMN_LABELS[field] for field in found.fields]
    rows = [(number, list(zip(labels, cells, strict=True))) for number, cells in found.rows]
    return {"labels": labels, "rows": rows, "notes": found.notes}


def _told(report: services.ImportReport) -> dict[str, Any]:
    rejected = [(each, COLUMN_LABELS.get(each.field, _("Row"))) for each in report.rejected]
    return {"report": report, "rejected": rejected}


def _columns(
    request: ViewerRequest,
    columns: services.Columns,
    form: ColumnsForm,
    *,
    status: int = 200,
    error: DomainError | None = None,
) -> HttpResponse:
    context = {"form": form, "columns": columns, "error": error}
    return render(request, "people/import_columns.html", context, status=status)


def _gone(request: ViewerRequest, error: DomainError) -> HttpResponse:
    context = {"form": ImportForm(), "gone": error}
    return render(request, "people/import.html", context, status=status_of(error))


def _here() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people:import"))
