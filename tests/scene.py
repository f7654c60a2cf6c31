"""Owns a ready scene for tests of the whole: a prison of the cast that has worked for some days and offers all its stock."""

from datetime import timedelta

from core import clock
from core.logins import become_app, become_owner
from marketplace.catalogue import services as catalogue
from programs.workshop import selectors as workshop
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.cast import address
from workspace.demo.outbox import deliver_here
from workspace.demo.play import play
from workspace.demo.staff import ROLES, Member


def staff_of(code: str) -> dict[str, Member]:
    """The cast's staff of a prison as the play wants them."""
    from accounts.models import Account

    with acting_as("gate"):
        accounts = {role: Account.objects.get(email=address(role, code)) for role in ROLES}
    return {role: Member(role, account.email, account.name, account.pk) for role, account in accounts.items()}


def worked(code: str, days: int = 8) -> dict[str, Member]:
    """Let a prison of the cast work until yesterday, tell its facts, and return its staff. Login: the app's."""
    staff = staff_of(code)
    with acting_as("gate"):
        place = by_code(code)
    today = clock.today(place.timezone)
    play(place, staff, today - timedelta(days=days), today - timedelta(days=1))
    with in_prison(code):
        for row in workshop.stock():
            if row.workshop:
                catalogue.release_stock(place, row.product_code, row.workshop, by=staff["officer"].actor)
    deliver_here()
    return staff


def as_owner(act):
    """Run an act with the owner's login and come back to the app's."""

    def run():
        become_owner()
        try:
            return act()
        finally:
            become_app()

    return run
