"""A document's YAML means exactly one thing: no anchors, aliases, tags, repeated keys or guessed types."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from core.errors import Refused

LARGEST_BYTES = 1_000_000
DEEPEST = 12
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
_LONGEST_DIGITS = 18


class DocumentRefused(Refused):
    """A template document breaks a rule; the field is its path in the document."""


def refusal(path: str, value: object, rule: str) -> DocumentRefused:
    """Say which place of the document broke which rule; a long value is shortened."""
    shown = value if isinstance(value, int | float | bool | None) else str(value)[:200]
    return DocumentRefused(code="document-refused", field=path or "document", value=shown, rule=rule)


def load(text: str) -> Any:
    """Return the one value the text holds, made of dict, list, str, int, float, bool and None."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_BYTES:
        raise refusal("", f"{size} bytes", f"a document has at most {LARGEST_BYTES} bytes")
    try:
        return _document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise refusal(place, getattr(error, "problem", None) or error, "the document is well-formed YAML") from error


def _document(events: Iterator[Any]) -> Any:
    value: Any = None
    seen = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            seen += 1
        elif isinstance(event, yaml.NodeEvent):
            value = _value(events, event, "", 0)
    if seen != 1:
        raise refusal("", f"{seen} documents", "a file holds exactly one document")
    return value


def _value(events: Iterator[Any], event: Any, path: str, depth: int) -> Any:
    line = f"line {event.start_mark.line + 1}"
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise refusal(path or line, f"{event.anchor} on {line}", "anchors and aliases are not used")
    if event.tag is not None:
        raise refusal(path or line, f"{event.tag} on {line}", "tags are not used")
    if depth > DEEPEST:
        raise refusal(path, line, f"a document nests at most {DEEPEST} levels")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, path)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, path, depth)
    return _mapping(events, path, depth)


def _sequence(events: Iterator[Any], path: str, depth: int) -> list[Any]:
    values: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        values.append(_value(events, event, f"{path}[{len(values)}]", depth + 1))
    return values


def _mapping(events: Iterator[Any], path: str, depth: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _value(events, event, f"{path} key".strip(), depth + 1)
        line = f"line {event.start_mark.line + 1}"
        if not isinstance(name, str):
            raise refusal(path, f"{name!r} on {line}", "a key is text")
        place = f"{path}.{name}" if path else name
        if name in values:
            raise refusal(place, f"{name} on {line}", "a key appears once")
        values[name] = _value(events, next(events), place, depth + 1)
    return values


def _scalar(event: yaml.ScalarEvent, path: str) -> str | int | float | bool | None:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text):
        if len(text) > _LONGEST_DIGITS:
            raise refusal(path, text, f"a number has at most {_LONGEST_DIGITS} characters")
        return int(text) if _INTEGER.fullmatch(text) else float(text)
    if not text:
        raise refusal(path, "", "a value is written out; an absent one is null")
    return text
