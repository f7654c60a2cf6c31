"""Owns the command that brings an installation to this version; run before the web starts, at every release."""

from typing import Any

from django.core.management.base import BaseCommand

from core.output import told_errors
from workspace.preparation import prepare_installation


class Command(BaseCommand):
    """Needs the owner's login; safe to repeat."""

    help = "Prepares roles, public tables, rights, reference data, templates, words and static files."

    def handle(self, *args: Any, **options: Any) -> None:
        with told_errors(self.stdout, self.stderr, as_json=False):
            prepare_installation()
        self.stdout.write("The installation is prepared.\n")
