"""Owns how far a set-up is: told through the cache while its one transaction runs, kept with the application when done."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from core import clock
from programs.replication.models import Application
from tenants.provisioning.steps import STEPS

KEPT_SECONDS = 600
# what is usual is done by then: the page says that it takes longer
USUAL_SECONDS = 30

WORDS: dict[str, str | Promise] = {
    "domain": _("Place in the register and address"),
    "role": _("Database role of its own"),
    "schema": _("Schema of its own"),
    "tables": _("Tables and their rules"),
    "programs": _("Programmes of the template"),
    "reference": _("Rates and division of sales"),
    "administrator": _("Head as first administrator"),
}


@dataclass(frozen=True)
class StepRow:
    """One step as a page draws it: "done" with its seconds, "now", or "next"."""

    code: str
    words: str | Promise
    state: str
    seconds: float | None


@dataclass(frozen=True)
class Progress:
    """The steps of one set-up and the seconds since it was approved; `is_slow` when the worker has not come to it."""

    steps: tuple[StepRow, ...]
    seconds: int
    is_running: bool
    is_slow: bool


def tell(application: UUID, timings: Mapping[str, float]) -> None:
    """Tell the pages how far the worker is; a cache that is gone stops no set-up."""
    with suppress(RedisError):
        cache.set(_key(application), dict(timings), KEPT_SECONDS)


def progress_of(application: Application) -> Progress:
    """How far the set-up of an application is: from its row once it is done, from the cache while it runs."""
    told = application.timings or _told(application.pk) if application.state in {"approved", "ready"} else None
    waited = int((clock.now() - application.approved_at).total_seconds()) if application.approved_at else 0
    is_running = application.state == "approved"
    return Progress(_rows(told), waited, is_running, is_slow=is_running and waited > USUAL_SECONDS)


def _rows(told: Mapping[str, float] | None) -> tuple[StepRow, ...]:
    timings = told or {}
    now = next((step for step in STEPS if step not in timings), None) if told is not None else None
    return tuple(
        StepRow(
            step,
            WORDS[step],
            "done" if step in timings else "now" if step == now else "next",
            timings.get(step),
        )
        for step in STEPS
    )


def _told(application: UUID) -> Mapping[str, float] | None:
    with suppress(RedisError):
        told: Mapping[str, float] | None = cache.get(_key(application))
        return told
    return None


def _key(application: UUID) -> str:
    return f"provision:{application}"
