"""Owns the command `purge_people --prison CODE [--plan] [--json]`: what is due by the retention schedule is removed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.output import print_facts, print_json, told_errors
from programs.records.selectors import local_today
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from workspace import retention


class Command(BaseCommand):
    """Runs with the app's login, as the web does."""

    help = "Removes or anonymises what is due about people who left a prison; with --plan only counts it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prison", required=True, help="code of the prison")
        parser.add_argument("--plan", action="store_true", help="count what is due and remove nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            with acting_as("gate"):
                code = by_code(options["prison"]).code
            with in_prison(code):
                found = retention.due(local_today()) if options["plan"] else retention.purge_people(by="system")
        facts = {"prison": code, "plan": options["plan"], "persons": found.persons, "removed": dict(found.removed)}
        if options["json"]:
            print_json(self.stdout, facts)
        else:
            print_facts(self.stdout, {**{name: facts[name] for name in ("prison", "plan", "persons")}, **found.removed})
