"""Owns the public audit: every act on a shared thing leaves one entry, in its own transaction."""

from typing import Any

from core.models import AuditEntry


def record(act: str, *, by: str, subject: str, prison: str = "", **detail: str | int | bool | list[str] | None) -> None:
    """Note that `by` (an account id, or "system") did `act` ("order.placed") to `subject` ("order:<id>").

    `detail` holds codes, counts and states; never a person in custody, never a buyer's address.
    """
    AuditEntry.objects.create(actor=by, act=act, subject=subject, prison_code=prison, detail=detail)


def latest_detail(act: str) -> dict[str, Any] | None:
    """The detail of the latest entry of an act, None when there is none; for roles that may read the audit."""
    return AuditEntry.objects.filter(act=act).order_by("-at").values_list("detail", flat=True).first()
