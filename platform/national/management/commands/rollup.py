"""Owns the command that has prisons publish: `rollup [--prison CRB] [--period 2026-10 | --full] [--json]`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from core.output import print_facts, print_json, told_errors
from national import selectors, services
from national.indicators import PUBLISHED
from national.periods import Month, month, month_of
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tenants.selectors.peers import Peer, PeerGroup, peers


class Command(BaseCommand):
    """Runs with the app's login, one prison after the other, each in its own wall and transaction."""

    help = "Counts and publishes the observations of the running month and the one before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prison", help="code of the only prison to publish")
        months = parser.add_mutually_exclusive_group()
        months.add_argument("--period", help="the only month to publish, like 2026-10")
        months.add_argument("--full", action="store_true", help="every month since the prison was onboarded")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        with told_errors(self.stdout, self.stderr, as_json=options["json"]):
            prisons = _prisons(options["prison"])
            observations = changed = 0
            for prison in prisons:
                for each in _months(prison, options["period"], full=options["full"]):
                    with in_prison(prison.code):
                        changed += services.publish(prison.code, str(each))
                    observations += len(PUBLISHED)
        seconds = round(time.perf_counter() - began, 3)
        facts = {"prisons": len(prisons), "observations": observations, "changed": changed, "seconds": seconds}
        (print_json if options["json"] else print_facts)(self.stdout, facts)


def _prisons(code: str | None) -> list[Peer]:
    with acting_as("national"):
        wanted = None if code is None else by_code(code).code
        return [prison for prison in peers(PeerGroup()) if wanted in {None, prison.code}]


def _months(prison: Peer, period: str | None, *, full: bool) -> list[Month]:
    with acting_as("national"):
        today = clock.today(by_code(prison.code).timezone)
        if period is not None:
            return [month(period, today=today)]
        running = month_of(today)
        if not full:
            return [running.before, running]
        months = [month(selectors.first_period(prison), today=today)]
    while months[-1].last < today:
        months.append(months[-1].following)
    return months
