"""Owns the command that imports people into one prison from a CSV or XLSX file."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core.errors import Refused
from core.output import print_facts, print_json, print_table, told_errors
from programs.people.services import ImportReport, import_people
from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.names import checked_code
from tenants.selectors import by_code


class Command(BaseCommand):
    """Prints how many rows were read, created, updated, and which were rejected; repeating it changes nothing."""

    help = "Imports people from a CSV or XLSX file into a prison."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--prison", required=True, help="code, such as CRB")
        parser.add_argument("--check", action="store_true", help="report only, write nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            report = _imported(options["file"], options["prison"], check_only=options["check"])
        if options["json"]:
            print_json(self.stdout, _without_values(report))
            return
        print_facts(self.stdout, {name: getattr(report, name) for name in ("read", "created", "updated", "unchanged")})
        print_facts(self.stdout, {"rejected": len(report.rejected)})
        print_table(self.stdout, ("row", "field", "reason"), [(r.row, r.field, r.reason) for r in report.rejected])


def _without_values(report: ImportReport) -> dict[str, Any]:
    """What a log may keep: rows, columns and reasons, no cell."""
    facts = asdict(report)
    return {**facts, "rejected": [{k: v for k, v in each.items() if k != "value"} for each in facts["rejected"]]}


def _imported(file: str, prison: str, *, check_only: bool) -> ImportReport:
    with acting_as("storefront"):
        code = by_code(checked_code(prison)).code
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        rule = f"The file can be read ({error.strerror})."
        raise Refused(code="file-unreadable", field="file", value=file, rule=rule) from error
    with in_prison(code):
        return import_people(content, prison=code, by="system", check_only=check_only)
