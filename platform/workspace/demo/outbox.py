"""Owns the delivery of facts while the demonstration is seeded: no worker runs yet, so tasks run here, in turn."""

from typing import Any

from celery import current_app

from core import relay
from tenants.isolation.acting import acting_as

COUNTED_LATER = frozenset({"national.publish"})


def deliver_here(*, without: frozenset[str] = frozenset()) -> int:
    """Run every task that is due, in this process, until none is left; returns how many ran. Login: the app's.

    Tasks named in `without` are noted as done and not run: the caller does once what they would do each time.
    """
    current_app.loader.import_default_modules()
    ran = 0
    while True:
        due: list[tuple[str, dict[str, Any]]] = []
        with acting_as("relay"):
            relay.relay_once(lambda task, facts: due.append((task, facts)))  # noqa: B023 - called before the next round
            for task, facts in due:
                if task in without:
                    relay.note(facts["delivery"])
        if not due:
            return ran
        for task, facts in due:
            if task not in without:
                current_app.tasks[task](**facts)
                ran += 1
