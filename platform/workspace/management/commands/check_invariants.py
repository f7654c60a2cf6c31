"""Owns the command that asks whether everything adds up: `check_invariants [--prison CRB] [--json]`, exit code 1 if not."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from core.output import print_facts, print_json, print_table, told_errors
from workspace.invariants import check_invariants


class Command(BaseCommand):
    """Runs with the app's login, as the web does."""

    help = "Checks ledger, stock, order parts, observations, and that no prison is half there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prison", help="code of the only prison to look into")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            findings = check_invariants(options["prison"])
        facts = asdict(findings)
        if options["json"]:
            print_json(self.stdout, facts)
        else:
            print_facts(self.stdout, {"checked": facts["checked"], "violations": len(facts["violations"])})
            print_table(
                self.stdout, ["place", "app", "violation"], [list(each.values()) for each in facts["violations"]]
            )
        if findings.violations:
            sys.exit(1)
