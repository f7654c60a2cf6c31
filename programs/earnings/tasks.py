"""Owns what earnings does when it hears that a lot was accepted: the makers' premi is booked."""

from programs.earnings import services
from tenants.jobs import task_as


@task_as("prison", name="earnings.accrue_lot")
def accrue_lot(*, prison: str, lot: int) -> None:
    """Book the premi of an accepted lot; booked already, it changes nothing."""
    services.accrue_lot(lot, by="system")
