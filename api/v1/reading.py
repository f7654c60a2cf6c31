"""Owns how a body's fields are read: the first that is wrong is named with its value and its rule."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from core.errors import Refused

LONGEST_VALUE = 80


def read(shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body as the shape says; raises Refused (422) for the first field that is not so."""
    wanted = shape(data=request.data)
    if wanted.is_valid():
        return dict(wanted.validated_data)
    field, rule = _first(wanted.errors)
    raise Refused(code="field-invalid", field=field, value=_value(request.data, field), rule=rule)


def _first(errors: Any, path: str = "") -> tuple[str, str]:
    """The path of the first error, such as marks[0].minutes, and its words."""
    if isinstance(errors, dict):
        name, inner = next(iter(errors.items()))
        joined = path if name == "non_field_errors" else f"{path}.{name}".removeprefix(".")
        return _first(inner, joined)
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        number, inner = next((number, each) for number, each in enumerate(errors) if each)
        return _first(inner, f"{path}[{number}]")
    return path or "body", str(errors[0])


def _value(body: Any, path: str) -> Any:
    for step in path.replace("[", ".").replace("]", "").split("."):
        try:
            body = body[int(step)] if isinstance(body, list) else body[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return body if isinstance(body, int | float | bool) else str(body)[:LONGEST_VALUE]
