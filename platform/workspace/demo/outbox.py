"""Owns the delivery of facts while the demonstration is seeded: no worker runs yet, so tasks run here, in turn."""

from typing import Any

from celery import current_app

from core import relay
from tenants.isolation.acting import acting_as


def deliver_here() -> int:
    """Run every task that is due, in this process, until none is left; returns how many ran. Login: the app's."""
    current_app.loader.import_default_modules()
    ran = 0
    while True:
        due: list[tuple[str, dict[str, Any]]] = []
        with acting_as("relay"):
            relay.relay_once(lambda task, facts: due.append((task, facts)))  # noqa: B023 - called before the next round
        if not due:
            return ran
        for task, facts in due:
            current_app.tasks[task](**facts)
            ran += 1
