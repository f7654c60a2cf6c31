"""Owns a prison's first day in the demonstration, played by its own head through the services: people, consent, session."""

from datetime import date, time
from uuid import UUID

from django.db import transaction

from programs.library.selectors import adopted_programs
from programs.people import selectors as people_selectors
from programs.people import services as people
from programs.records.selectors import local_today, this_place
from programs.workshop import selectors as workshop_selectors
from programs.workshop import services as workshop
from workspace.demo.acts import Acts
from workspace.demo.admission import enrol_all
from workspace.demo.people import people_csv

HELD, ENROLLED = 48, 12
PREFERRED = "coir-shade"


def session_today() -> int | None:
    """A session of today, one that is still open before one that is closed. The code acts in the prison."""
    found = workshop_selectors.sessions().filter(day=local_today()).order_by("is_closed", "pk").first()
    return found.pk if found else None


def play_first_day(officer: UUID, *, name: str, by: str) -> int:
    """Invented people come in, twelve consent and are enrolled, and today's session opens; returns its number.

    The code acts in the prison as one of its heads or officers. Again it returns the session that is there.
    """
    there = session_today()
    if there is not None:
        return there
    place, today = this_place(), local_today()
    with transaction.atomic():
        if not people_selectors.base_counts(today)["all"]:
            people.import_people(people_csv(place.code, HELD, today), prison=place.code, by=by)
        adopted = [program.code for program in adopted_programs(place.code)]
        program = PREFERRED if PREFERRED in adopted else adopted[0]
        _enrol(program, today, by)
        session = workshop.open_session(
            program,
            place="Bengkel 1",
            day=today,
            starts=time(8),
            ends=time(14),
            officer=officer,
            officer_name=name,
            by=by,
        )
    return session.pk


def _enrol(program: str, today: date, by: str) -> None:
    listed = {row.person_id for row in people_selectors.on_list(program, today)}
    free = sorted(people_selectors.base_ids(today)["convicted"] - listed)
    enrol_all(Acts(), free[: max(0, ENROLLED - len(listed))], program, today, by=by)
