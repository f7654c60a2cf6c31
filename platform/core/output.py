"""Owns how commands speak: English, a table for people, one JSON document for programs, errors with exit code 2."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from django.utils import translation

from core.errors import DomainError


class Output(Protocol):
    """What a command writes to: Django's OutputWrapper or any text stream."""

    def write(self, msg: str, /) -> Any:
        """Write text."""


def print_json(out: Output, facts: Mapping[str, Any]) -> None:
    """One JSON document; what JSON does not know is written as text."""
    out.write(json.dumps(facts, indent=2, default=str, ensure_ascii=False) + "\n")


def print_facts(out: Output, facts: Mapping[str, Any]) -> None:
    """One fact a line, names aligned."""
    width = max(map(len, facts), default=0)
    for name, value in facts.items():
        out.write(f"{name.ljust(width)}  {value}\n")


def print_table(out: Output, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows under their columns; nothing when there are none."""
    if not rows:
        return
    lines = [list(columns), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        out.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")


@contextmanager
def told_errors(out: Output, err: Output, *, as_json: bool) -> Iterator[None]:
    """A DomainError in the block is told (field, value, rule) and ends the command with exit code 2; no traceback.

    The block speaks English, like the operators' documentation, whatever language the pages default to.
    """
    with translation.override("en"):
        try:
            yield
        except DomainError as error:
            if as_json:
                print_json(out, {"error": error.as_dict()})
            else:
                err.write(f"{error.field} = {error.value!r}: {error.rule}{_cited(error)}\n")
            sys.exit(2)


def _cited(error: DomainError) -> str:
    return f" [{error.citation}]" if error.citation else ""
