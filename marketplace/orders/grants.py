"""Owns who may touch orders: the storefront writes them, a prison sees and moves only its own parts and quotes."""

from core.access import TableGrant

GRANTS = (
    TableGrant("orders_buyer", storefront="select insert update(name,account,verified_at)"),
    TableGrant("orders_order", storefront="select insert"),
    TableGrant(
        "orders_orderpart",
        storefront="select insert update(cancelled_at)",
        prison="select update(paid_at,shipped_at,settled_at)",
    ),
    TableGrant("orders_orderline", storefront="select insert", prison="select"),
    TableGrant("orders_paymentevent", storefront="select", prison="select insert"),
    TableGrant("orders_transferproof", storefront="select insert", prison="select"),
    TableGrant(
        "orders_quote",
        storefront="select insert update(accepted_at,declined_at,order_id)",
        prison="select update(answered_at,answered_by,unit_price,valid_until,note)",
    ),
)
