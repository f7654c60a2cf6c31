"""Owns the public audit: every act on a shared thing leaves one entry, in its own transaction."""

from core.models import AuditEntry


def record(act: str, *, by: str, subject: str, prison: str = "", **detail: str | int | bool | list[str] | None) -> None:
    """Note that `by` (an account id, or "system") did `act` ("order.placed") to `subject` ("order:<id>").

    `detail` holds codes, counts and states; never a person in custody, never a buyer's address.
    """
    AuditEntry.objects.create(actor=by, act=act, subject=subject, prison_code=prison, detail=detail)


def happened(act: str) -> bool:
    """Whether an act was ever recorded; for roles that may read the audit."""
    return AuditEntry.objects.filter(act=act).exists()
