"""Owns the command that proves the wall: `check_isolation [--json]`, exit code 1 when something leaks."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from core.output import print_facts, print_json, print_table
from tenants.isolation.check import check_isolation


class Command(BaseCommand):
    """Runs with the app's login, as the web does."""

    help = "Compares PostgreSQL's catalogue with the declared wall and tries to get through it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = check_isolation()
        facts = asdict(findings)
        if options["json"]:
            print_json(self.stdout, facts)
        else:
            print_facts(self.stdout, {key: facts[key] for key in ("schemas", "roles", "denied")})
            print_table(self.stdout, ["role", "target", "found"], [list(leak.values()) for leak in facts["leaks"]])
        if findings.leaks:
            sys.exit(1)
