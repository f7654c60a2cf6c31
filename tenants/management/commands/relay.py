"""Owns the relay process: sends facts to the broker every half second, and waits longer while the broker is away."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand
from kombu.exceptions import OperationalError

from core.relay import purge, relay_once
from tenants.isolation.acting import acting_as

logger = logging.getLogger("sabut.relay")
PAUSE, LONGEST = 0.5, 10.0


class Command(BaseCommand):
    """Runs until it is stopped; `--once` empties what is due and ends."""

    help = "Sends the outbox to the broker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        pause, purged_at = PAUSE, 0.0
        while True:
            try:
                with acting_as("relay"):
                    sent = relay_once(_send)
                    if time.monotonic() - purged_at > 3600:  # noqa: PLR2004 - hourly
                        purge()
                        purged_at = time.monotonic()
                pause = 0.0 if sent else PAUSE
            except OperationalError:
                pause = min(max(pause, PAUSE) * 2, LONGEST)
                logger.warning("the broker does not answer; the outbox keeps what is due, next try in %.0f s", pause)
            if options["once"] and pause > 0:
                return
            time.sleep(pause)


def _send(task: str, facts: dict[str, Any]) -> None:
    current_app.send_task(task, kwargs=facts)
