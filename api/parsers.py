"""Owns how a body is read: one JSON object of a sane size, in which every key stands once."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

LARGEST_BYTES = 1_000_000


class ObjectParser(JSONParser):
    """JSON whose outermost value is an object; everything else is refused with 400."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The decoded object; raises ParseError naming what is wrong, never quoting the body."""
        content = stream.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise ParseError(_("The body has at most %(most)s bytes.") % {"most": LARGEST_BYTES})
        try:
            body = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError(
                _("The body is not JSON in UTF-8 with every key once: %(place)s") % _place(error)
            ) from error
        if not isinstance(body, dict):
            raise ParseError(_("The body is one JSON object, not a list or a single value."))
        return body


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _place(error: Exception) -> dict[str, str]:
    """Where it breaks; a body holds addresses and is not repeated."""
    if isinstance(error, json.JSONDecodeError):
        return {"place": f"line {error.lineno} column {error.colno}"}
    return {"place": "nested too deep" if isinstance(error, RecursionError) else type(error).__name__}
