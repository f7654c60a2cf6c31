"""Owns a prison's first day in the demonstration: its seller, its people, their consent, who takes part, its licences."""

from datetime import date, timedelta

from marketplace.catalogue import services as catalogue
from programs.people import selectors as people_selectors
from programs.people import services as people
from workspace.demo.acts import Acts
from workspace.demo.cast import Line
from workspace.demo.life import Life
from workspace.demo.people import people_csv

TEXT_VERSION, WITNESS = "work-1", "Saksi Contoh"
LICENCE_YEARS = 3 * 365


def open_for_work(life: Life, day: date) -> None:
    """The seller is verified, people are imported, and some are in assimilation. The code acts in the prison."""
    life.acts(
        catalogue.open_seller,
        life.place.code,
        name=f"Satuan Kerja {life.place.name} (contoh)",
        tax_status="Instansi pemerintah",
        bank="Bank Contoh",
        account_number="CONTOH-0001",
        account_holder=life.place.name,
        by=life.by("treasurer"),
    )
    life.acts(catalogue.verify_seller, life.place.code, by=life.by("head"))
    content = people_csv(life.place.code, life.script.held, day, women=life.script.women)
    life.acts(people.import_people, content, prison=life.place.code, by=life.by("officer"))
    for person in _assimilated(life, day):
        life.acts(people.place_in_assimilation, person, on=day, by=life.by("head"))


def start_line(life: Life, line: Line, day: date) -> None:
    """People consent and are enrolled in one programme; for food the licences are entered and verified."""
    taken = {row.person_id for other in life.script.programs for row in people_selectors.on_list(other, day)}
    free = [person for person in _convicted(day) if person not in taken]
    life.consents += enrol_all(life.acts, free[: line.enrolled], line.program, day, by=life.by("officer"))
    if line.is_food:
        _license(life, line, day)


def enrol_all(acts: Acts, persons: list[int], program: str, day: date, *, by: str) -> list[int]:
    """The board decides, a doctor clears, each person consents before a witness and is enrolled; returns their consents."""
    _papers(acts, persons, program, day, by=by)
    consents = []
    for person in persons:
        consent = acts(
            people.give_consent,
            person,
            purpose="work",
            text_version=TEXT_VERSION,
            language="id",
            read_aloud=True,
            witness=WITNESS,
            starts=day,
            by=by,
        )
        acts(people.enrol, person, program=program, starts=day, by=by)
        consents.append(consent.pk)
    return consents


def _papers(acts: Acts, persons: list[int], program: str, day: date, *, by: str) -> None:
    """One decision with its decree for everybody, and a clearance that is found again before it ends."""
    if not persons:
        return
    number = f"{day:%m/%Y}/{program}"
    facts = people.DecisionFacts(f"CONTOH-TPP-{number}", day, f"CONTOH-SK-{number}", day)
    acts(people.record_decisions, persons, program=program, facts=facts, by=by)
    until = day + people.LONGEST_CLEARANCE
    acts(people.record_assessments, persons, kind="health", level="fit", starts=day, expires=until, by=by)


def withdraw_one(life: Life, day: date) -> None:
    """The first to have consented withdraws it, which costs nobody anything (product rule 2)."""
    if life.script.withdraws and life.consents:
        life.acts(people.withdraw_consent, life.consents[0], on=day, by=life.by("officer"))
        life.consents.clear()


def _license(life: Life, line: Line, day: date) -> None:
    until = day + timedelta(days=LICENCE_YEARS)
    life.acts(
        catalogue.enter_licence,
        life.place.code,
        product=line.product,
        kind=line.licence,
        number=f"CONTOH-IZIN-{life.place.code}-{day:%y}",
        valid_until=until,
        halal_number=f"CONTOH-ID-{life.place.code}-{day:%y}",
        halal_until=until,
        by=life.by("officer"),
    )
    life.acts(catalogue.verify_licence, life.place.code, product=line.product, by=life.by("verifier"))


def _assimilated(life: Life, day: date) -> list[int]:
    """Of those in assimilation about seven in ten will take part; enrolment takes the first of the list."""
    wanted = life.script.assimilated
    enrolled = sum(line.enrolled for line in life.script.lines)
    convicted = _convicted(day)
    return [convicted[n * enrolled * 10 // (wanted * 7)] for n in range(wanted)]


def _convicted(day: date) -> list[int]:
    return sorted(people_selectors.base_ids(day)["convicted"])
