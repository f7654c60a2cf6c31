"""Owns how the API describes itself: its ways to sign in for OpenAPI, and each operation as rows that a page can show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

VERBS = ("get", "post", "put", "patch", "delete")


class SignedIn(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself by being defined
    """The session of the pages, or a token."""

    target_class = "api.authentication.ViewerAuthentication"
    name = ["session", "token"]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, Any]]:
        """A cookie with its CSRF token, or a bearer token of this host."""
        return [{"type": "apiKey", "in": "cookie", "name": "sessionid"}, {"type": "http", "scheme": "bearer"}]


@dataclass(frozen=True)
class Field:
    """One value that is sent or answered: its path, such as rows[].value, its type, and what it is."""

    path: str
    type: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """What comes back with a status, field by field."""

    status: str
    words: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Operation:
    """One act at one address."""

    verb: str
    path: str
    summary: str
    words: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answers: tuple[Answer, ...]

    @property
    def anchor(self) -> str:
        """Where the page shows it."""
        return f"{self.verb}-{self.path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}".lower()


def operations(urlconf: str) -> list[Operation]:
    """Every operation of a host's API, by address."""
    generator = SchemaGenerator(urlconf=urlconf)  # type: ignore[no-untyped-call]
    whole: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return [
        _operation(whole, verb, path, verbs[verb])
        for path, verbs in whole["paths"].items()
        for verb in VERBS
        if verb in verbs
    ]


def _operation(whole: dict[str, Any], verb: str, path: str, found: dict[str, Any]) -> Operation:
    body = found.get("requestBody", {}).get("content", {})
    return Operation(
        verb.upper(),
        path,
        found.get("summary", ""),
        found.get("description", ""),
        tuple(_parameter(each) for each in found.get("parameters", ())),
        tuple(_fields(whole, _schema(body), "")),
        tuple(_answer(whole, status, each) for status, each in found["responses"].items()),
    )


def _parameter(found: dict[str, Any]) -> Field:
    return Field(
        found["name"], found["schema"].get("type", ""), found.get("required", False), found.get("description", "")
    )


def _answer(whole: dict[str, Any], status: str, found: dict[str, Any]) -> Answer:
    fields = tuple(_fields(whole, _schema(found.get("content", {})), ""))
    return Answer(status, found.get("description", ""), fields)


def _schema(content: dict[str, Any]) -> dict[str, Any]:
    return next((dict(each.get("schema", {})) for each in content.values()), {})


def _fields(whole: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[Field]:
    """The fields of an object and of the objects within it, depth first."""
    schema = _followed(whole, schema)
    if "items" in schema:
        yield from _fields(whole, schema["items"], f"{path}[]")
    for name, inner in schema.get("properties", {}).items():
        here = f"{path}.{name}".removeprefix(".")
        known = _followed(whole, inner)
        words = inner.get("description", known.get("description", ""))
        yield Field(here, _type(known), name in schema.get("required", ()), words)
        yield from _fields(whole, inner, here)


def _followed(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    schema = schema.get("allOf", [schema])[0]
    while "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _type(schema: dict[str, Any]) -> str:
    words = str(schema.get("format") or schema.get("type") or "any")
    return f"{words} | null" if schema.get("nullable") else words
