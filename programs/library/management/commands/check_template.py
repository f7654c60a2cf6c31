"""Owns the command that tells whether a template's JSON file says what this installation published."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.output import print_facts, print_json, told_errors
from programs.library.export import check_template_file


class Command(BaseCommand):
    """Prints the digest of a genuine file; anything else is refused with what is wrong."""

    help = "Checks digest and seal of a template's JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            facts = {"genuine": True, "digest": check_template_file(options["file"])}
        (print_json if options["json"] else print_facts)(self.stdout, facts)
