"""Owns the translation of domain errors at the page edge: the status is chosen here and nowhere else for pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.errors import Conflict, DomainError, Forbidden, NotFound

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
    return render(request, "core/error.html", {"problem": {"status": status, **error.as_dict()}}, status=status)


class ErrorPageMiddleware:
    """Turns a DomainError that leaves a view into its page; anything else stays an error of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for an exception from a view."""
        return error_response(request, exception) if isinstance(exception, DomainError) else None
