"""Owns how tasks meet the wall: each names its role, a prison task names its prison, and each runs in one transaction."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from celery import Task, shared_task
from django.db import transaction

from core import relay
from core.errors import DomainError
from tenants.isolation.acting import acting_as, in_prison

logger = logging.getLogger("sabut.jobs")


def task_as(role: str, *, name: str) -> Callable[[Callable[..., Any]], "Task[..., None]"]:
    """Make a function a Celery task that acts as `role`.

    `role` "prison" demands the keyword `prison` (its code) and runs in that prison; "owner" is for the queue
    `provision` (settings.CELERY_TASK_ROUTES), whose worker alone has the owner's login; other roles run in public. A fact's delivery is marked done
    after the task's own transaction, so a crash between the two means once more: tasks are idempotent.
    """

    def decorate(act: Callable[..., Any]) -> "Task[..., None]":
        @shared_task(name=name)
        @wraps(act)
        def run(*, delivery: str | None = None, **facts: Any) -> None:
            try:
                with _place(role, facts), transaction.atomic():
                    act(**facts)
            except DomainError as error:
                logger.warning("%s waits: %s", name, error.code)
                _note(delivery, role, error=error.code)
            else:
                _note(delivery, role)

        return run

    return decorate


def _place(role: str, facts: dict[str, Any]) -> AbstractContextManager[None]:
    if role == "prison":
        return in_prison(facts["prison"])
    return acting_as(role)


def _note(delivery: str | None, role: str, *, error: str = "") -> None:
    if delivery is not None:
        # the owner's login may not become the relay, and needs not: the table is its own
        with acting_as("owner" if role == "owner" else "relay"):
            relay.note(delivery, error=error)
