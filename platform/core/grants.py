"""Owns who may touch the kernel's tables: everyone writes facts and audit, only the relay reads the outbox."""

from core.access import TableGrant

GRANTS = (
    TableGrant(
        "core_outboxevent",
        relay="select update(relayed) delete",
        gate="insert",
        storefront="insert",
        national="insert",
        prison="insert",
    ),
    TableGrant("core_delivery", relay="select insert update delete"),
    TableGrant("core_auditentry", gate="insert", storefront="insert", national="select insert", prison="insert"),
    TableGrant("core_idempotencykey", storefront="select insert update(result)"),
    TableGrant("core_storedfile", storefront="select insert", prison="select insert"),
)
