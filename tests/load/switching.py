"""Owns the cost of a switch of role: one round trip, none when nothing changes."""

from django.db import connection

from tenants.isolation.acting import in_prison
from tests import databases
from tests.load.figures import in_turns, row


def measure(database: str) -> list[list[str]]:
    """A query without and with a change of prison before it."""
    databases.use("app", database)

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def change() -> None:
        with in_prison("GRT"):
            ask()
        with in_prison("IDM"):
            ask()

    with in_prison("IDM"):
        ask()
        stay, two = in_turns(lambda: (ask(), ask()), change, 2000)
    cost = (two - stay) / 2
    same = f"{stay / 2 * 1000:.0f} µs a query"
    ratio = cost / (stay / 2)
    return [row("switch of prison", f"{cost * 1000:.0f} µs", same, ratio, "≤ 3 queries", met=ratio <= 3)]
