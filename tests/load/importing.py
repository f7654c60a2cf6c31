"""Owns the cost of an import: two thousand people from a workbook and from a CSV, looked at and accepted."""

import time
from collections.abc import Callable

from programs.people.services import (
    accept_file,
    as_xlsx,
    choose_columns,
    import_people,
    preview,
    take_file,
    waiting_columns,
)
from tenants.isolation.acting import in_prison
from tests import databases
from tests.load.figures import row
from tests.people.scene import HEADING, line, sheet

PEOPLE, SECONDS = 2000, 5.0


def measure(database: str) -> list[list[str]]:
    """The whole way of a workbook by pages' services in one prison, and of a CSV by the command's in another."""
    databases.use("app", database)
    lines = [line(number) for number in range(1, PEOPLE + 1)]
    book = as_xlsx("Orang", [text.split(",") for text in (HEADING, *lines)])
    with in_prison("GRT"):
        whole = _seconds(lambda: import_people(sheet(*lines), prison="GRT", by="bench"))
        again = _seconds(lambda: import_people(sheet(*lines), prison="GRT", by="bench"))
    with in_prison("IDM"):
        taken = _seconds(lambda: take_file(book, by="bench"))
        columns = waiting_columns("bench")
        assert columns is not None
        choose_columns(columns.mapping, by="bench")
        looked = _seconds(lambda: preview("bench"))
        accepted = _seconds(lambda: accept_file(by="bench"))
    steps = f"{taken:.2f} + {looked:.2f} s before"
    return [
        row(
            "import of 2,000 people, CSV", f"{whole:.2f} s", f"{again:.2f} s again", None, "≤ 5 s", met=whole <= SECONDS
        ),
        row(
            "import of 2,000 people, XLSX accepted", f"{accepted:.2f} s", steps, None, "≤ 5 s", met=accepted <= SECONDS
        ),
        row(
            "reading and showing the XLSX", f"{taken + looked:.2f} s", "", None, "≤ 5 s", met=taken + looked <= SECONDS
        ),
    ]


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
