"""Owns the command that compares: `compare_prisons --indicator … --period … [--peer lapas|IIB|JABAR] [--json]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.output import print_facts, print_json, print_table, told_errors
from national import selectors
from national.presentation import as_facts, coverage
from tenants.isolation.acting import acting_as

COLUMNS = ("code", "numerator", "denominator", "value", "low", "high", "suppressed")


class Command(BaseCommand):
    """Runs with the app's login, as the national office."""

    help = "Prints one indicator of one month for all prisons, by name, with its interval and coverage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--indicator", required=True)
        parser.add_argument("--period", required=True)
        parser.add_argument("--peer", default="", help="kind, class or regional office; several joined by commas")
        parser.add_argument("--order", default="name", help="name, or low for the lower bound of the interval")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=options["json"]), acting_as("national"):
            found = selectors.comparison(
                options["indicator"], options["period"], options["peer"], order=options["order"]
            )
        facts = as_facts(found)
        if options["json"]:
            print_json(self.stdout, facts)
            return
        print_facts(self.stdout, {**{key: facts[key] for key in ("indicator", "period")}, "coverage": coverage(found)})
        print_table(self.stdout, COLUMNS, [[_shown(row[column]) for column in COLUMNS] for row in facts["rows"]])


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "-" if value is None else str(value)
