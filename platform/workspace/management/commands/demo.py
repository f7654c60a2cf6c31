"""Owns `make demo`: embedded servers, seeding, addresses and links, and everything in one terminal until Ctrl-C."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import embedded
from core.output import print_table
from core.supervisor import port_free, port_taken, supervise
from workspace.demo.cast import CAST
from workspace.demo.children import children
from workspace.demo.links import demo_links
from workspace.demo.seed import seed


class Command(BaseCommand):
    """Seeds once, serves until it is stopped."""

    help = "Seeds the demonstration and serves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="seed and end")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        settings.DEMO, settings.ORIGIN = True, f"http://{settings.BASE_HOST}:{port}"
        if not options["no_serve"] and not port_free(port):
            self.stderr.write(port_taken(port))
            sys.exit(1)
        with embedded.hold(settings.BASE_DIR):
            seed(self._tell)
            self._greet()
            if not options["no_serve"]:
                sys.exit(supervise(children(port)))

    def _tell(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def _greet(self) -> None:
        host = settings.ORIGIN.removeprefix("http://")
        places = [["storefront, onboarding, comparison", settings.ORIGIN]]
        places += [[each.code, f"http://{each.slug}.{host}"] for each in CAST]
        self.stdout.write(f"\nTour: {settings.ORIGIN}/tur/\n")
        self.stdout.write(
            "\nData contoh: real prisons, invented figures. Cirebon (CRB) is left for you to onboard.\n\n"
        )
        print_table(self.stdout, ["place", "address"], places)
        self.stdout.write("\nEach link signs in once, here only, for twelve hours:\n\n")
        print_table(self.stdout, ["as", "link"], demo_links())
        self.stdout.write("\nCtrl-C stops everything.\n\n")
