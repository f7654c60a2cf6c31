"""Owns the file that waits to be accepted: sealed for its prison, for whoever sent it alone, gone after an hour at most."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from django.core.cache import cache

from core import clock, crypto
from programs.people.services.grids import Grid, grid_of
from programs.records.selectors import this_prison

KEPT = timedelta(hours=1)
SEALED_AS = "import"


@dataclass(frozen=True)
class Pending:
    """The rows that wait, and the columns that were chosen for them, None before."""

    grid: Grid
    mapping: Mapping[str, int] | None


def hold(grid: Grid, *, by: str) -> None:
    """Keep the rows for an hour in place of what the same person sent before."""
    until = clock.now() + KEPT
    plain = json.dumps({"until": until.isoformat(), "grid": grid.as_json()}, ensure_ascii=False)
    packed = base64.b85encode(zlib.compress(plain.encode(), 6)).decode()
    cache.delete(_key("columns", by))
    cache.set(_key("rows", by), crypto.seal(packed, prison=this_prison(), field=SEALED_AS), KEPT.total_seconds())


def pending(by: str) -> Pending | None:
    """What waits for this person here; None when nothing does, or no longer."""
    sealed = cache.get(_key("rows", by))
    if sealed is None:
        return None
    try:
        packed = crypto.unseal(sealed, prison=this_prison(), field=SEALED_AS)
    except InvalidTag:  # the key of the installation has changed since
        discard(by)
        return None
    stored = json.loads(zlib.decompress(base64.b85decode(packed)))
    if datetime.fromisoformat(stored["until"]) <= clock.now():
        discard(by)
        return None
    return Pending(grid_of(stored["grid"]), cache.get(_key("columns", by)))


def choose(mapping: Mapping[str, int], *, by: str) -> None:
    """Read the waiting rows with these columns. Kept apart, so that a choice never brings back rows that are gone."""
    cache.set(_key("columns", by), dict(mapping), KEPT.total_seconds())


def discard(by: str) -> None:
    """Nothing waits for this person any more."""
    cache.delete_many([_key("rows", by), _key("columns", by)])


def _key(what: str, by: str) -> str:
    return f"people.import/{this_prison()}/{by}/{what}"
