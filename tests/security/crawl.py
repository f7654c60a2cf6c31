"""Owns the crawl: every address of a URLconf, derived from the resolver, filled with things that exist, asked without consequence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")


@dataclass(frozen=True)
class Address:
    """One address: how its view is called, and its path with every parameter filled in."""

    name: str
    path: str


def addresses(urlconf: str, known: dict[str, Any]) -> list[Address]:
    """Every address of a URLconf; KeyError names a parameter that `known` (the scene) does not explain yet."""
    found = [Address(name, path) for name, path in _walk(get_resolver(urlconf).url_patterns, "/", "", known)]
    assert len({each.name for each in found}) == len(found), "every address has a name of its own"
    return found


def _walk(patterns: list[Any], path: str, space: str, known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for each in patterns:
        whole = path + _filled(each, known)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, whole, f"{each.namespace}:" if each.namespace else space, known)
        else:
            yield f"{space}{each.name or whole}", whole


def _filled(each: URLPattern | URLResolver, known: dict[str, Any]) -> str:
    if isinstance(each.pattern, RoutePattern):
        path = str(each.pattern)
        for name, converter in each.pattern.converters.items():
            kind = next(kind for kind in ("int", "str", "uuid", "slug", "path") if f"<{kind}:{name}>" in path)
            value = known["product"] if (name, kind) == ("code", "slug") else known[name]
            path = path.replace(f"<{kind}:{name}>", str(converter.to_url(value)))
        return path
    template, names = normalize(each.pattern.regex.pattern)[0]
    return template % {name: known[name] for name in names}


def ask(client: Client, method: str, path: str, **options: Any) -> HttpResponse:
    """Ask, and undo what the question did: the next one meets the same scene. A fault of ours answers 500."""
    client.raise_request_exception = False
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path, **options)
        if response.streaming:  # read to its end, for its file closes there
            response.streaming_content = [b"".join(response.streaming_content)]
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


@dataclass
class Form:
    """A form as a browser would send it untouched: where it goes, and its fields."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(facts.get("action", ""), facts.get("method", "get").lower()))
        elif self.forms and tag in {"input", "textarea", "select", "button"} and facts.get("name"):
            self._select = facts["name"] if tag == "select" else ""
            is_unchosen = facts.get("type") == "radio" and "checked" not in facts
            if not is_unchosen or facts["name"] not in self.forms[-1].fields:
                self.forms[-1].fields[facts["name"]] = facts.get("value", "") or _typed(facts)
        elif tag == "option" and self._select and facts.get("value"):
            fields = self.forms[-1].fields
            is_first = fields.get(self._select, "typed") == "typed"
            fields[self._select] = facts["value"] if is_first or "selected" in facts else fields[self._select]


def _typed(facts: dict[str, str]) -> str:
    kinds = {"date": "2026-11-02", "email": "some@one.example", "number": "1", "time": "08:00", "checkbox": "on"}
    return kinds.get(facts.get("type", ""), "typed")


def forms_of(response: HttpResponse) -> list[Form]:
    """The forms of a page that are posted."""
    return forms_in(response.getvalue().decode(errors="replace"))


def forms_in(page: str) -> list[Form]:
    """The forms of a page's text that are posted."""
    parser = _Forms()
    parser.feed(page)
    return [form for form in parser.forms if form.method == "post"]


def listed(found: list[Any]) -> str:
    """What was found, a line each."""
    return "".join(f"\n  {each}" for each in found)
