"""Owns what a prison writes about its own acts: the audit entry of each act, and who may be on duty."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core.errors import Refused
from core.idempotency import once, request_hash
from programs.records.models import AuditEntry, IdempotencyKey, Note, Officer


def record(act: str, *, by: str, subject: str, **detail: str | int | bool | list[str] | list[int] | None) -> None:
    """Note inside the prison that `by` (an account id or "system") did `act` ("lot.recorded") to `subject` ("lot:12").

    Never leaves the schema; still `detail` holds ids, codes and states rather than names.
    """
    AuditEntry.objects.create(actor=by, act=act, subject=subject, detail=detail)


def write_note(subject: str, text: str, *, by: str) -> Note:
    """Add a dated entry about `subject` ("incident:12"); it cannot be changed or removed. Raises Refused for an empty text."""
    text = text.strip().replace("\r\n", "\n")
    if not text:
        raise Refused(code="note-empty", field="text", value="", rule=_("Write what was done or found."))
    return Note.objects.create(subject=subject, text=text, by=by)


def once_here(scope: str, key: str, request: Mapping[str, Any], act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """`core.idempotency.once` for an act inside this prison; its keys lie in the prison's schema."""
    return once(IdempotencyKey, scope, key, request, act)


def kept_results(scope: str, keys: Iterable[str]) -> dict[str, IdempotencyKey]:
    """What acts of a scope in this prison have answered, by key; the caller holds the lock under which they act."""
    rows = IdempotencyKey.objects.filter(scope=scope, key__in=list(keys), result__isnull=False)
    return {row.key: row for row in rows}


def keep_results(scope: str, results: Iterable[tuple[str, Mapping[str, Any], dict[str, Any]]]) -> None:
    """Keep (key, request, result) of acts of a scope together; the same key twice fails in the database."""
    IdempotencyKey.objects.bulk_create(
        [
            IdempotencyKey(scope=scope, key=key, request_hash=request_hash(request), result=result)
            for key, request, result in results
        ]
    )


def ensure_officer(account: UUID, *, name: str, is_state: bool) -> Officer:
    """The account as someone who may act in this workshop, entered at the first act. A state officer stays one."""
    officer, _ = Officer.objects.get_or_create(account=account, defaults={"name": name, "is_state": is_state})
    return officer


def enter_staff(account: UUID, *, name: str, is_state: bool) -> Officer:
    """The account as today's membership says: who became a state officer is one from now on, and stays one."""
    officer = ensure_officer(account, name=name, is_state=is_state)
    if is_state and not officer.is_state:
        officer.is_state = True
        officer.save(update_fields=["is_state"])
    return officer
