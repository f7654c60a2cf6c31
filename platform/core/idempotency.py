"""Owns retries: the same key with the same request gives the same result; with another request it is refused."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import IdempotencyKey, IdempotencyRecord


def request_hash(request: Mapping[str, Any]) -> str:
    """SHA-256 of the request as canonical JSON; key order does not matter."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def once(
    model: type[IdempotencyRecord], scope: str, key: str, request: Mapping[str, Any], act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Run `act` once for (scope, key) and return its JSON result; a repeat returns the stored result.

    The key is inserted in the act's own transaction, so a second caller waits for the first one's commit and a crash
    leaves no trace. Raises Conflict when the key was used with another request.
    """
    digest = request_hash(request)
    with transaction.atomic():
        # without a target ON CONFLICT needs no right to read; the insert waits for a rival that has not committed
        model._default_manager.bulk_create([model(scope=scope, key=key, request_hash=digest)], ignore_conflicts=True)
        record = model._default_manager.select_for_update().get(scope=scope, key=key)
        if record.request_hash != digest:
            rule = _("This key was used for another request.")
            raise Conflict(code="key-reused", field="idempotency_key", value=key, rule=rule)
        if record.result is None:
            record.result = act()
            record.save(update_fields=["result"])
        return dict(record.result)


def once_in_public(
    scope: str, key: str, request: Mapping[str, Any], act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """`once` for an act on shared things, such as an order; its keys lie in public."""
    return once(IdempotencyKey, scope, key, request, act)
