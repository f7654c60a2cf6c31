"""Owns the command that onboards a prison: schema, programs, rates, scheme and head, entirely or not at all."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from core.logins import become_owner
from core.output import print_facts, print_json, told_errors
from programs.replication.services import OnboardingSpec, onboard_prison

_FACTS = ("code", "name", "province", "kind", "prison_class", "template", "admin_email", "scheme", "slug", "city")


class Command(BaseCommand):
    """Prints what was made; repeated with the same facts it changes nothing and re-sends an unused invitation."""

    help = "Onboards a prison from a template."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="2 to 10 capital letters and digits, such as CRB")
        parser.add_argument("--name", required=True, help="such as 'Lapas Kelas I Cirebon'")
        parser.add_argument("--province", required=True, help="two-digit code of the province register")
        parser.add_argument("--kind", required=True, help="lapas, rutan or lpka")
        parser.add_argument("--class", required=True, dest="prison_class", help="I, IIA, IIB, II or III")
        parser.add_argument("--template", default="indramayu", help="code, or code@version")
        parser.add_argument("--programs", help="codes with commas between; without it all of the template")
        parser.add_argument("--admin-email", required=True, help="official address of the head")
        parser.add_argument("--scheme", default="", help="split scheme; without it the usual one")
        parser.add_argument("--decree", default="", help="number of the decree that signs the scheme")
        parser.add_argument("--slug", default="", help="first label of the host; without it from city or name")
        parser.add_argument("--city", default="")
        parser.add_argument("--demo", action="store_true", help="its figures are invented")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            onboarded = asdict(onboard_prison(_spec(options), by="system"))
        if onboarded["invitation"] is None:
            del onboarded["invitation"]
        (print_json if options["json"] else print_facts)(self.stdout, onboarded)


def _spec(options: dict[str, Any]) -> OnboardingSpec:
    named = options["programs"]
    programs = None if named is None else tuple(filter(None, (code.strip() for code in named.split(","))))
    facts = {name: options[name] for name in _FACTS}
    return OnboardingSpec(**facts, programs=programs, decree_number=options["decree"], is_demo=options["demo"])
