"""Owns what an import finds here already, and how it writes stays and risk: in bulk, a changed block is a move."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from programs.people.models import Alias, Assessment, Person, Stay
from programs.people.services.ranges import end_at
from programs.people.services.rows import PersonRow

BATCH = 1000
Rows = Sequence[tuple[Person, PersonRow]]


@dataclass
class Known:
    """The persons whom register numbers of a file name, also by an alias or a merged record, and how they stand."""

    by_hash: dict[str, Person] = field(default_factory=dict)
    block: dict[int, str] = field(default_factory=dict)
    risk: dict[int, str] = field(default_factory=dict)
    admitted_on: dict[int, date] = field(default_factory=dict)

    @classmethod
    def of(cls, hashes: Collection[str], today: date) -> "Known":
        """Read in five queries at most, however many the rows."""
        by_hash = persons_by_register(hashes)
        known = cls(by_hash)
        for stay in Stay.objects.filter(person__in=known.ids).order_by("-began_on", "-pk"):
            known.admitted_on[stay.person_id] = stay.began_on
            if stay.holds(today):
                known.block.setdefault(stay.person_id, stay.block)
        risks = Assessment.objects.filter(person__in=known.ids, kind="risk", during__contains=today)
        known.risk = dict(risks.values_list("person", "level"))
        return known

    @property
    def ids(self) -> list[int]:
        """Everybody found, once."""
        return list({person.pk for person in self.by_hash.values()})

    def fault(self, person: Person, row: PersonRow, seen: dict[int, int]) -> tuple[str, str] | None:
        """Why a known person cannot be changed by this row: already in an earlier row, or no longer held here."""
        earlier = seen.setdefault(person.pk, row.row)
        if earlier != row.row:
            return "register_number", _("Row %(row)d is the same person under another number.") % {"row": earlier}
        if person.pk not in self.block:
            return "register_number", _("Known here and no longer held: enter the return on the person's page first.")
        return None

    def moves(self, person: Person, row: PersonRow) -> bool:
        """The row names another block."""
        return self.block[person.pk] != row.block

    def is_reassessed(self, person: Person, row: PersonRow) -> bool:
        """The row names another risk; an empty cell names none."""
        return bool(row.risk) and self.risk.get(person.pk, "") != row.risk


def persons_by_register(hashes: Collection[str]) -> dict[str, Person]:
    """Whom each hash of a register number names today, through aliases and merged records (two queries)."""
    rows = Person.objects.filter(register_hash__in=hashes).select_related("merged_into")
    found = {row.register_hash: row.merged_into or row for row in rows}
    aliases = Alias.objects.filter(kind="register", hash__in=hashes).select_related("person__merged_into")
    found |= {row.hash: row.person.merged_into or row.person for row in aliases}
    one = {person.pk: person for person in found.values()}
    return {register: one[person.pk] for register, person in found.items()}


def admit_all(rows: Rows, *, today: date, by: str) -> None:
    """The first stay of each, and the risk that the file names."""
    stays = [_stay(person, row.block, today, "admission") for person, row in rows]
    Stay.objects.bulk_create(stays, batch_size=BATCH)
    _assess(((person, row.risk) for person, row in rows if row.risk), today=today, by=by)


def restate_all(rows: Rows, *, today: date, by: str) -> None:
    """A changed block ends the stay and begins the next one, a changed risk likewise; of the same day it is corrected."""
    _move(rows, today)
    levels = {person.pk: (person, row.risk) for person, row in rows if row.risk}
    standing = Assessment.objects.filter(person__in=levels, kind="risk", during__contains=today)
    same = [row for row in standing if row.level == levels[row.person_id][1]]
    end_at(standing.exclude(pk__in=[row.pk for row in same]), today)
    for row in same:
        del levels[row.person_id]
    _assess(levels.values(), today=today, by=by)


def _move(rows: Rows, today: date) -> None:
    blocks = {person.pk: (person, row.block) for person, row in rows}
    standing = Stay.objects.filter(person__in=blocks, during__contains=today)
    moved = [stay for stay in standing if stay.block != blocks[stay.person_id][1]]
    corrected = [stay for stay in moved if stay.began_on == today]
    for stay in corrected:
        stay.block = blocks[stay.person_id][1]
    Stay.objects.bulk_update(corrected, ["block"], batch_size=BATCH)
    left = [stay for stay in moved if stay.began_on != today]
    end_at(Stay.objects.filter(pk__in=[stay.pk for stay in left]), today, ended_by="move")
    Stay.objects.bulk_create(
        [_stay(*blocks[stay.person_id], today, "move") for stay in left],
        batch_size=BATCH,
    )


def _stay(person: Person, block: str, today: date, began_by: str) -> Stay:
    return Stay(person=person, block=block, began_on=today, began_by=began_by, during=(today, None))


def _assess(levels: Iterable[tuple[Person, str]], *, today: date, by: str) -> None:
    found = [
        Assessment(person=person, kind="risk", level=level, during=(today, None), recorded_by=by)
        for person, level in levels
    ]
    Assessment.objects.bulk_create(found, batch_size=BATCH)
