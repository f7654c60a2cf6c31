"""Owns the command that brings every prison to this version: `migrate_fleet [--plan]`."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from core.logins import become_owner
from core.output import print_facts, print_json, print_table, told_errors
from tenants.provisioning.fleet import migrate_fleet


class Command(BaseCommand):
    """Exit code 1 when a prison failed; the others are at the new version all the same."""

    help = "Applies missing migrations to every prison, past failures; run it again to resume."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", action="store_true", help="only tell what is missing")
        parser.add_argument("--prison", action="append", default=[], help="only this prison (may be repeated)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            result = migrate_fleet(plan_only=options["plan"], codes=options["prison"])
        facts = asdict(result)
        facts["failed"] = [{"code": code, "error": error} for code, error in result.failed.items()]
        if options["json"]:
            print_json(self.stdout, facts)
        else:
            print_facts(self.stdout, {key: facts[key] for key in ("prisons", "current", "seconds")})
            rows = [[code, "migrated"] for code in result.migrated]
            rows += [[code, ", ".join(missing)] for code, missing in result.pending.items()]
            rows += [[code, f"failed: {error}"] for code, error in result.failed.items()]
            print_table(self.stdout, ["prison", "result"], rows)
        if result.failed:
            sys.exit(1)
