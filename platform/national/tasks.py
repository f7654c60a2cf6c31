"""Owns when figures are published: whenever a month of a prison changed, and every evening for all."""

from national import services
from tenants.jobs import task_as


@task_as("prison", name="national.publish")
def publish(*, prison: str, period: str) -> None:
    """Publish one month of one prison."""
    services.publish(prison, period)


@task_as("national", name="national.publish_all")
def publish_all() -> None:
    """Tell every prison to publish; each does so in a task of its own."""
    services.announce()
