"""Owns scenes of training for tests: a person who passed every module, a certificate, somebody released who agreed to sharing."""

from datetime import date
from decimal import Decimal

from programs.people.models import Certificate, Person
from programs.people.selectors.training import programs_with_modules
from programs.people.services import leave
from programs.people.services.certificates import issue_certificate
from programs.people.services.training import Result, record_results
from tests.people.scene import DAY, consent

PROGRAM = "coir-shade"
MODULES = ("CS-M1", "CS-M2", "CS-M3", "CS-M4", "CS-M5")  # the assessed ones of coir-shade
ISSUER = "BLK Contoh Pesisir"


def train(person: Person, *, on: date = DAY, mark: int = 90, modules: tuple[str, ...] = MODULES) -> None:
    """Record the modules with one mark; the caller acts inside the prison."""
    taught = {each.code: each for program in programs_with_modules() for each in program.modules}
    for code in modules:
        is_assessed = taught[code].is_assessed
        result = Result(person.pk, Decimal("2.5"), mark if is_assessed else None)
        record_results(PROGRAM, code, on=on, assessor="Asesor Contoh", results=[result], by="instructor")


def certify(person: Person, *, edition: str = "neutral", is_demo: bool = False, on: date = DAY) -> Certificate:
    """Train the person and issue a certificate."""
    train(person, on=on)
    facts = {"program": PROGRAM, "issuer": ISSUER, "edition": edition, "on": on, "is_demo": is_demo}
    return issue_certificate(person.pk, **facts, by="officer")


def released(person: Person, *, on: date, agreed: bool = True) -> Person:
    """The person agreed to sharing (unless told otherwise) and was released."""
    if agreed:
        consent(person, purpose="sharing", starts=DAY)
    leave(person.pk, on=on, reason="release", by="head")
    return person
