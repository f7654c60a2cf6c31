"""Owns when orders act by themselves: a paid part is settled, reservations end, a buyer hears of the answer to a quote."""

from uuid import UUID

from marketplace.orders import services
from tenants.jobs import task_as


@task_as("prison", name="orders.settle_part")
def settle_part(*, prison: str, part: str) -> None:
    """Settle a paid part in its prison."""
    services.settle_part(UUID(part))


@task_as("prison", name="orders.settle_waiting")
def settle_waiting(*, prison: str) -> None:
    """Settle what waited for the prison's scheme to be signed."""
    services.settle_waiting()


@task_as("storefront", name="orders.release_expired")
def release_expired() -> None:
    """Cancel what was not paid in time."""
    services.release_expired()


@task_as("storefront", name="orders.tell_buyer")
def tell_buyer(*, prison: str, quote: str) -> None:
    """Mail the buyer that the prison has answered."""
    services.tell_buyer(UUID(quote))
