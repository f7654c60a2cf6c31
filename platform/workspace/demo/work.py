"""Owns a day in the workshops of the demonstration: a session, its register, the lot made in it, what goes to market."""

from datetime import date, time

from core import clock
from marketplace.catalogue import services as catalogue
from programs.people import selectors as people_selectors
from programs.workshop import selectors as workshop_selectors
from programs.workshop import services as workshop
from workspace.demo.cast import Line
from workspace.demo.life import Life

STARTS, ENDS, MINUTES = time(8), time(14), 360
ABSENCES = ("sick", "leave", "not_fetched", "not_today")
PLACES = {
    "coir-shade": "Bengkel Sabut",
    "water-hyacinth": "Bengkel Anyam",
    "knitting": "Bengkel Rajut",
    "bakery": "Dapur Roti",
}
KEPT = 0.15  # what stays in the workshop for the gallery


def open_today(life: Life, line: Line, day: date) -> int:
    """Open the session of a programme, with the officer on duty; returns its number."""
    officer = life.staff["officer"]
    session = life.acts(
        workshop.open_session,
        line.program,
        place=PLACES[line.program],
        day=day,
        starts=STARTS,
        ends=ENDS,
        officer=officer.account,
        officer_name=officer.name,
        by=officer.actor,
    )
    return session.pk


def hold_session(life: Life, line: Line, day: date) -> None:
    """One session from opening to closing; every so often, and the last time, it ends with a lot inspected the same day."""
    with clock.at(life.instant(day, STARTS)):
        session = open_today(life, line, day)
    listed = [enrolment.person_id for enrolment in people_selectors.on_list(line.program, day)]
    absent = {person: life.chance.choice(ABSENCES) for person in listed if life.chance.random() < life.script.absent}
    with clock.at(life.instant(day, ENDS)):
        marks = [workshop.Mark(p, absent.get(p, "present"), 0 if p in absent else MINUTES) for p in listed]
        life.acts(workshop.mark_attendance, session, marks=marks, by=life.by("officer"))
        life.left[line.program] -= 1
        present = [person for person in listed if person not in absent]
        if present and life.left[line.program] % line.lot_every == 0:
            _make_lot(life, line, session, present)
        life.acts(workshop.close_session, session, by=life.by("officer"))


def _make_lot(life: Life, line: Line, session: int, present: list[int]) -> None:
    makers = [workshop.Made(person, life.chance.randint(*line.pieces), MINUTES) for person in present]
    lot = life.acts(workshop.record_lot, session, product=line.product, makers=makers, by=life.by("officer"))
    rejected = sum(life.chance.random() < life.script.rejects for _piece in range(lot.produced))
    rejected = min(rejected, lot.produced - 1)
    accepted = lot.produced - rejected
    life.acts(workshop.inspect_lot, lot.pk, accepted=accepted, rejected=rejected, by=life.by("verifier"))
    if line.is_food:
        release(life, line)
        life.baked.append((line, clock.today(life.place.timezone)))


def release(life: Life, line: Line) -> None:
    """What lies in the workshop goes to the market, but for some pieces of the gallery; of food all of it."""
    there = sum(row.workshop for row in workshop_selectors.stock() if row.product_code == line.product)
    pieces = there if line.is_food else there - int(there * KEPT)
    if pieces > 0:
        life.acts(catalogue.release_stock, life.place, line.product, pieces, by=life.by("officer"))
