"""Owns the command that places an order from a JSON file as a buyer's program would: `place_order FILE.json`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from core.errors import Refused
from core.output import print_facts, print_json, print_table, told_errors
from marketplace.orders.services import place_order
from tenants.isolation.acting import acting_as

LARGEST_BYTES = 1_000_000


class Command(BaseCommand):
    """Prints the order as a table, or as one JSON document with --json; a refusal is JSON and ends with exit code 2."""

    help = "Places the order in a JSON file (- reads standard input) as the storefront."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=True), acting_as("storefront"):
            placed = place_order(_decoded(_read(options["file"])), by="system")
        if options["json"]:
            print_json(self.stdout, placed)
        else:
            self._print_table(placed)

    def _print_table(self, placed: dict[str, Any]) -> None:
        evidence = placed["evidence"]
        facts = {name: placed[name] for name in ("order", "id", "total", "currency", "destination", "decision")}
        print_facts(self.stdout, {**facts, "evidence": f"{evidence['have']} of {evidence['needed']}"})
        lines = [
            (part["prison"], part["number"], line["product"], line["quantity"], line["unit_price"], line["amount"])
            for part in placed["parts"]
            for line in part["lines"]
        ]
        print_table(self.stdout, ("prison", "part", "product", "pieces", "price", "amount"), lines)


def _read(name: str) -> bytes:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with Path(name).open("rb") as source:
                content = source.read(LARGEST_BYTES + 1)
    except OSError as error:
        rule = f"The file can be read ({error.strerror})."
        raise Refused(code="file-unreadable", field="file", value=name, rule=rule) from error
    if len(content) > LARGEST_BYTES:
        rule = f"The file has at most {LARGEST_BYTES} bytes."
        raise Refused(code="file-too-large", field="file", value=name, rule=rule)
    return content


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        rule = "The file is one JSON document in UTF-8."
        raise Refused(code="json-malformed", field="file", value=_place_of(error), rule=rule) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two quantities nobody knows which was meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _place_of(error: Exception) -> str:
    """Where the document breaks, without quoting it: it holds a buyer's address."""
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} column {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:80]
