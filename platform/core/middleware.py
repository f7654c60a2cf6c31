"""Owns the translation of domain errors at the page edge: the status is chosen here and nowhere else for pages."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, Forbidden, NotFound, Refused

STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (DomainError, 422),
)


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def error_response(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A domain error as a page, or as problem details (RFC 9457) under /api/."""
    status = status_of(error)
    if request.path.startswith("/api/"):
        problem = {"type": f"/problems/{error.code}", "title": str(error.rule), "status": status, **error.as_dict()}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    if "HX-Request" in request.headers:
        return _told_in_place(request, error, status)
    page = {"problem": {"status": status, **error.as_dict()}, "back": _page_before(request)}
    return render(request, "core/error.html", page, status=status)


def _told_in_place(request: HttpRequest, error: DomainError, status: int) -> HttpResponse:
    """The rule among the messages of the page that asked: what was typed on it stays."""
    response = render(request, "core/parts/refusal.html", {"problem": error.as_dict()}, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:window:top"
    return response


def _page_before(request: HttpRequest) -> str:
    """The page of this host that the visitor came from, when it is another one; empty otherwise."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return ""
    where = urlsplit(came_from)
    path = where.path + (f"?{where.query}" if where.query else "")
    return "" if request.method == "GET" and path == request.get_full_path() else path


class FragmentMiddleware:
    """Tells caches that one address answers with a page or with a part of it, as htmx asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


class ErrorPageMiddleware:
    """Turns a DomainError that leaves a view into its page; anything else stays an error of ours.

    An address with a NUL, which no text in PostgreSQL can hold, is refused here for every view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Django's hook before a view."""
        asked = (request.path_info, *request.GET, *(value for values in request.GET.lists() for value in values[1]))
        if not any("\0" in text for text in asked):
            return None
        rule = _("An address holds no NUL character.")
        return error_response(request, Refused(code="address-malformed", field="address", value="NUL", rule=rule))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for an exception from a view."""
        return error_response(request, exception) if isinstance(exception, DomainError) else None
