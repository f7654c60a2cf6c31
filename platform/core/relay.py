"""Owns the relay: facts of the outbox become deliveries, one per task, sent until the task says done."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from core import clock
from core.models import Delivery, OutboxEvent

BATCH = 100
LONGEST_PAUSE = 3600
KEPT = timedelta(days=14)

Send = Callable[[str, dict[str, Any]], None]


def relay_once(send: Send) -> int:
    """Expand new facts and send what is due; returns how many were sent. The caller acts as the relay.

    `send` gives a task name and its keyword arguments to the broker. When it raises, nothing is marked and the next
    round tries again. Two relays at once share the work: rows are locked and skipped.
    """
    with transaction.atomic():
        _expand()
    with transaction.atomic():
        return _send_due(send)


def _expand() -> None:
    subscriptions: dict[str, tuple[str, ...]] = settings.SUBSCRIPTIONS
    events = list(
        OutboxEvent.objects.select_for_update(skip_locked=True).filter(relayed=None).order_by("created")[:BATCH]
    )
    Delivery.objects.bulk_create(
        [Delivery(event=event, task=task) for event in events for task in subscriptions.get(event.topic, ())],
        ignore_conflicts=True,
    )
    OutboxEvent.objects.filter(pk__in=[event.pk for event in events]).update(relayed=clock.now())


def _send_due(send: Send) -> int:
    due = list(
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("event")
        .filter(done=None, due__lte=clock.now())
        .order_by("due")[:BATCH]
    )
    newest = {_meaning(delivery): delivery for delivery in due}
    for delivery in due:
        if newest[_meaning(delivery)] is delivery:
            _send(delivery, send)
        else:
            delivery.done = clock.now()  # the same task with the same facts runs after it: once is enough
    Delivery.objects.bulk_update(due, ["due", "attempts", "done"])
    return len(newest)


def _send(delivery: Delivery, send: Send) -> None:
    send(delivery.task, arguments(delivery))
    pause = min(settings.OUTBOX_RETRY_SECONDS * 2**delivery.attempts, LONGEST_PAUSE)
    delivery.due = clock.now() + timedelta(seconds=pause)
    delivery.attempts = min(delivery.attempts + 1, 30)


def _meaning(delivery: Delivery) -> tuple[str, str, str]:
    """Two deliveries that mean the same: task, prison and body."""
    return delivery.task, delivery.event.prison_code, json.dumps(delivery.event.body, sort_keys=True)


def arguments(delivery: Delivery) -> dict[str, Any]:
    """The keyword arguments of the task: the fact's body, its prison when it has one, and the delivery's own id."""
    prison = {"prison": delivery.event.prison_code} if delivery.event.prison_code else {}
    return {**delivery.event.body, **prison, "delivery": str(delivery.pk)}


def purge() -> int:
    """Remove facts whose deliveries were all done more than 14 days ago; returns how many."""
    old = OutboxEvent.objects.filter(relayed__lt=clock.now() - KEPT).exclude(deliveries__done=None)
    return old.delete()[0]


def note(delivery: str, *, error: str = "") -> None:
    """Write what came of a delivery: done, or the code of the rule that said no (it is then tried again later)."""
    facts = {"error": error} if error else {"error": "", "done": clock.now()}
    Delivery.objects.filter(pk=delivery).update(**facts)
