"""Owns telling others: a fact is written to the outbox in the transaction that makes it true. There is no second way."""

from core.models import OutboxEvent


def publish(topic: str, *, prison: str = "", **body: str | int | bool | list[str] | list[int] | None) -> None:
    """Tell others that `topic` ("workshop.lot_accepted") happened in `prison` (its code; empty for shared things).

    Written in the caller's transaction: rolled back, nobody hears. `body` holds ids and codes only, never a person's
    facts. Delivered at least once, after commit, to the tasks named in `config.subscriptions`.
    """
    OutboxEvent.objects.create(topic=topic, prison_code=prison, body=body)
