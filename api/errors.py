"""Owns how the API says no: every error is problem details (RFC 9457) with code, field, value, rule and citation."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import DomainError
from core.middleware import status_of

MEDIA_TYPE = "application/problem+json"
_FIELDS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.ParseError, "body"),
    (exceptions.UnsupportedMediaType, "content_type"),
    (exceptions.NotAcceptable, "accept"),
    (exceptions.MethodNotAllowed, "method"),
    (exceptions.AuthenticationFailed, "session"),
    (exceptions.NotAuthenticated, "session"),
    (exceptions.NotFound, "path"),
)


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Any error of a view as problem details; None for an error of ours, which becomes 500."""
    if isinstance(error, DomainError):
        return _response(status_of(error), error.as_dict())
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    plain = exception_handler(error, context)
    if plain is None or not isinstance(error, exceptions.APIException):
        return None
    field = next((name for kind, name in _FIELDS if isinstance(error, kind)), "request")
    facts = {"code": _code(error), "field": field, "value": None, "rule": _rule(error), "citation": ""}
    return _response(plain.status_code, facts, headers=dict(plain.headers))


def _response(status: int, facts: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    kept = {name: value for name, value in (headers or {}).items() if name in {"WWW-Authenticate", "Retry-After"}}
    body = {"type": f"/problems/{facts['code']}", "title": facts["rule"], "status": status, **facts}
    return Response(body, status=status, headers=kept, content_type=MEDIA_TYPE)


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes.replace("_", "-") if isinstance(codes, str) else "invalid"


def _rule(error: exceptions.APIException) -> str:
    return str(error.detail) if isinstance(error.detail, str) else "The request is not valid."
