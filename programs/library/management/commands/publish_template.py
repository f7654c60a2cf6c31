"""Owns the command that publishes a template version from its YAML file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.logins import become_owner
from core.output import print_facts, print_json, told_errors
from programs.library.services import publish_template
from tenants.isolation.acting import acting_as


class Command(BaseCommand):
    """Prints the reference and the digest; publishing the same content again changes nothing."""

    help = "Publishes a template version from a YAML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        with told_errors(self.stdout, self.stderr, as_json=options["json"]), acting_as("owner"):
            version = publish_template(options["file"], by="system")
            facts = {"template": version.reference, "digest": version.digest}
        (print_json if options["json"] else print_facts)(self.stdout, facts)
