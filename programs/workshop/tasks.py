"""Owns when sessions are planned: every night for the days ahead, each prison in a task of its own."""

from programs.workshop import services
from tenants.jobs import task_as


@task_as("national", name="workshop.plan_all")
def plan_all() -> None:
    """Tell every prison to plan."""
    services.announce_planning()


@task_as("prison", name="workshop.plan_ahead")
def plan_ahead(*, prison: str) -> None:
    """Plan the next fourteen days of one prison; planned already, it changes nothing."""
    services.plan_ahead(by="system")
