"""Owns who hears of which fact: topic to task names. A fact without a row here is told to nobody."""

SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {
    "replication.approved": ("replication.provision",),
    "replication.invitation_due": ("replication.send_invitation",),
    "workshop.lot_accepted": ("earnings.accrue_lot",),
    "orders.part_paid": ("orders.settle_part",),
    "orders.quote_answered": ("orders.tell_buyer",),
    "earnings.scheme_signed": ("orders.settle_waiting",),
    "workshop.plan_due": ("workshop.plan_ahead",),
    "workshop.period_dirty": ("national.publish",),
    "earnings.period_dirty": ("national.publish",),
    "people.period_dirty": ("national.publish",),
    "workspace.purge_due": ("workspace.purge",),
    "national.publish_due": ("national.publish",),
}
