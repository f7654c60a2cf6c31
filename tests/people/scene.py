"""Owns a prison at work for tests: a program adopted, people imported, consents given, everybody enrolled."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from programs.library.document import DOCUMENTS, TemplateDocument, digest, read_document
from programs.library.models import TemplateVersion
from programs.library.selectors import adopted_programs
from programs.library.services import adopt
from programs.people.models import Person, Stay
from programs.people.services import (
    DecisionFacts,
    enrol,
    give_consent,
    import_people,
    record_assessments,
    record_decisions,
)
from programs.records.selectors import local_today
from tenants.isolation.acting import acting_as, current_prison, in_prison

DAY = date(2026, 11, 2)  # a Monday
MORNING = datetime(2026, 11, 2, 1, tzinfo=UTC)  # 08:00 in Indramayu
HEADING = "register_number,name,kind,birth_date,sentenced_on,release_on,block,risk,education"


@cache
def _content() -> TemplateDocument:
    return read_document(DOCUMENTS / "indramayu-1.yaml")


def adopt_programs(prison: str = "IDM", *programs: str) -> None:
    """Publish the template (read once a run) and adopt its programs in a prison (coir-shade when none is named)."""
    with acting_as("owner"):
        content = _content()
        facts = {"document": dict(content.content), "digest": digest(content), "published_by": "system"}
        version, _ = TemplateVersion.objects.get_or_create(
            template_code=content.code, number=content.version, defaults=facts
        )
        for program in programs or ("coir-shade",):
            adopt(prison, version=version, program=program, on=DAY, by="system")


def line(number: int, *, kind: str = "narapidana", born: str = "1990-05-01", name: str = "") -> str:
    """One line of a list of people."""
    return f"BI.{number:03d}/2024,{name or f'Orang Contoh {number}'},{kind},{born},2024-01-15,2028-01-15,A{number % 3},rendah,SMA"


def sheet(*lines: str) -> bytes:
    """A list of people as CSV."""
    return "\n".join([HEADING, *lines]).encode()


def admit(count: int = 1, *, prison: str = "IDM", cleared: bool = True, **facts: str) -> list[Person]:
    """Import people into the prison whose role the code acts as; returns them by card number.

    They are cleared for the programs of the prison: decided by the board, found fit. The hard gates are theirs to pass.
    """
    lines = [line(number, **facts) for number in range(1, count + 1)]
    before = set(Person.objects.values_list("pk", flat=True))
    import_people(sheet(*lines), prison=prison, by="system")
    if cleared:
        clear(list(Person.objects.exclude(pk__in=before)))
    return list(Person.objects.in_card_order())


def clear(persons: list[Person], *programs: str) -> None:
    """The papers before enrolment: the board's decision for each program, and a health clearance of a year."""
    today, ids = local_today(), [person.pk for person in persons]
    for code in programs or [each.code for each in adopted_programs(current_prison() or "")]:
        decided = DecisionFacts(f"TPP-{code}", today, f"SK-{code}", today)
        record_decisions(ids, program=code, facts=decided, by="officer")
    until = today + timedelta(days=365)
    record_assessments(ids, kind="health", level="fit", starts=today, expires=until, by="officer")


def consent(person: Person, *, starts: date = DAY, purpose: str = "work") -> int:
    """Give consent for a purpose; returns its id."""
    given = give_consent(
        person.pk,
        purpose=purpose,
        text_version=f"{purpose}-1",
        language="id",
        read_aloud=True,
        witness="Saksi Contoh",
        starts=starts,
        by="officer",
    )
    return given.pk


def enrol_all(persons: list[Person], *, program: str = "coir-shade", starts: date = DAY) -> list[Person]:
    """Give everybody's consent to work and enrol them for sale."""
    for person in persons:
        consent(person, starts=starts)
        enrol(person.pk, program=program, starts=starts, by="officer")
    return persons


def workers(count: int = 1, *, prison: str = "IDM") -> list[Person]:
    """People who may work in coir-shade; the caller has set the clock to MORNING and has adopted the program."""
    with in_prison(prison):
        return enrol_all(admit(count, prison=prison))


def gone(person: Person, on: date, reason: str = "release") -> None:
    """The person is no longer held from `on`, also when that day has not come yet."""
    stay = Stay.objects.get(person=person, during__upper_inf=True)
    stay.during, stay.ended_by = (stay.began_on, on), reason
    stay.save()
