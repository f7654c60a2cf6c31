"""Owns what leaves as a list of complaints: days and kinds for those who may see them, never a text or a name."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from programs.people.selectors.complaints import complaints_for
from programs.records.cells import cell
from programs.records.selectors import this_place
from programs.records.services import record
from tenants.viewer import Viewer

HEADING = ("receipt", "category", "about", "received_on", "due_on", "answered_on", "closed_on", "demo")


def export_complaints(viewer: Viewer, *, is_demo: bool) -> Iterator[list[str]]:
    """The rows of a CSV of what the viewer may see, by due date, with its heading."""
    zone = ZoneInfo(this_place().timezone)
    rows = list(complaints_for(viewer).order_by("due_on", "received_at", "pk"))
    record("complaint.exported", by=viewer.actor, subject="complaints")
    yield list(HEADING)
    for row in rows:
        moments = (row.received_at, row.answered_at, row.closed_at)
        received, answered, closed = (moment and moment.astimezone(zone).date() for moment in moments)
        facts = (row.receipt, row.category, row.about, received, row.due_on, answered, closed, str(is_demo).lower())
        yield [cell(fact) for fact in facts]
