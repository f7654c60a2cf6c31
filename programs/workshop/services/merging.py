"""Owns marks that a device kept while the network was down: each is taken once, and none replaces a newer one unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, Refused
from core.idempotency import request_hash
from programs.records.selectors import kinds_of_staff
from programs.records.services import keep_results, kept_results
from programs.workshop import selectors
from programs.workshop.models import Attendance, Session
from programs.workshop.services.attendance import closed
from programs.workshop.services.entering import Mark, check_mark, enter, marked, says
from programs.workshop.services.weeks import caps_told

SAVED, ALREADY, CONFLICT, REFUSED = "saved", "already", "conflict", "refused"
Kept = Mapping[str, "IdempotencyResult"]


@dataclass(frozen=True)
class KeyedMark:
    """A mark with the key its device gave it, and the keys of its own earlier marks that it stands in place of."""

    key: str
    mark: Mark
    replaces: tuple[str, ...] = ()

    @property
    def request(self) -> dict[str, object]:
        """What the key stands for."""
        return {"person": self.mark.person, "state": self.mark.state, "minutes": self.mark.minutes}


@dataclass(frozen=True)
class Theirs:
    """What the register says instead: the mark, who made it ("state", "instructor", "staff" or "you"), and when."""

    state: str
    minutes: int
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Merged:
    """What became of one mark: saved, already there, in conflict with `theirs`, or refused by a rule."""

    key: str
    person: int
    outcome: str
    version: int = 0
    theirs: Theirs | None = None
    code: str = ""
    rule: str = ""


@dataclass(frozen=True)
class IdempotencyResult:
    """What a key has answered before."""

    digest: str
    version: int


def merge_marks(session: int, *, marks: Sequence[KeyedMark], by: str) -> list[Merged]:
    """Take the marks of a device one by one, in any order and however often they are sent; one answer for each.

    A mark is saved when the register is as the device saw it (or as its own earlier mark left it), else answered with
    what stands there. What a rule refuses is told and stops no other. Raises NotFound, and Refused for a person twice.
    """
    if len({each.mark.person for each in marks}) != len(marks) or len({each.key for each in marks}) != len(marks):
        rule = _("Each person and each key stands once in what is sent.")
        raise Refused(code="person-twice", field="marks", value=len(marks), rule=rule)
    scope = f"marks:{session}"
    with transaction.atomic():
        row = selectors.session_for_change(session)
        keys = {key for each in marks for key in (each.key, *each.replaces)}
        kept = {
            key: IdempotencyResult(found.request_hash, int((found.result or {})["version"]))
            for key, found in kept_results(scope, keys).items()
        }
        there = marked(row, [each.mark.person for each in marks])
        answers = {each.key: _answer(row, each, there.get(each.mark.person), kept, by=by) for each in marks}
        answers |= _saved(row, [each for each in marks if answers[each.key].outcome == SAVED], there, by=by)
        new = [each for each in marks if each.key not in kept and answers[each.key].outcome in {SAVED, ALREADY}]
        keep_results(scope, [(each.key, each.request, {"version": _left(each, answers, kept)}) for each in new])
    return _told(answers.values(), there, by=by)


def _answer(row: Session, asked: KeyedMark, there: Attendance | None, kept: Kept, *, by: str) -> Merged:
    """What becomes of one mark as far as the register and its keys tell; SAVED is what may be tried."""
    mark, version = asked.mark, there.version if there else 0
    if asked.key in kept:
        return _known(asked, kept[asked.key])
    if says(there, mark):
        return Merged(asked.key, mark.person, ALREADY, version)
    try:
        check_mark(mark)
        if row.closed_at is not None:
            raise closed(row.pk)
    except DomainError as error:
        return _refused(asked, error)
    return Merged(asked.key, mark.person, SAVED if _seen(asked, kept) == version else CONFLICT, version)


def _seen(asked: KeyedMark, kept: Kept) -> int:
    """The version the device knows of: the one it saw, or the one its own earlier mark made."""
    return max([asked.mark.version or 0, *(kept[key].version for key in asked.replaces if key in kept)])


def _left(asked: KeyedMark, answers: Mapping[str, Merged], kept: Kept) -> int:
    """The version a mark leaves its device with, should the answer be lost: another's like mark it has not seen."""
    answer = answers[asked.key]
    return answer.version if answer.outcome == SAVED else _seen(asked, kept)


def _known(asked: KeyedMark, before: IdempotencyResult) -> Merged:
    if before.digest == request_hash(asked.request):
        return Merged(asked.key, asked.mark.person, ALREADY, before.version)
    rule = _("This key was used for another mark.")
    return Merged(asked.key, asked.mark.person, REFUSED, code="key-reused", rule=rule)


def _refused(asked: KeyedMark, error: DomainError) -> Merged:
    rule = f"{error.rule} {error.citation}".strip()
    return Merged(asked.key, asked.mark.person, REFUSED, code=error.code, rule=rule)


def _saved(row: Session, asked: Sequence[KeyedMark], there: Mapping[int, Attendance], *, by: str) -> dict[str, Merged]:
    """Write them together; when a rule refuses one, one by one, so that it stops no other."""
    try:
        return _write(row, asked, there, by=by)
    except DomainError as error:
        if len(asked) == 1:
            return {asked[0].key: _refused(asked[0], error)}
    answers: dict[str, Merged] = {}
    for each in asked:
        answers |= _saved(row, [each], there, by=by)
    return answers


def _write(row: Session, asked: Sequence[KeyedMark], there: Mapping[int, Attendance], *, by: str) -> dict[str, Merged]:
    if not asked:
        return {}
    with caps_told(), transaction.atomic():
        entered = enter(row, [each.mark for each in asked], there, by=by, act="register.merged")
    return {
        each.key: Merged(each.key, each.mark.person, SAVED, entered.rows[each.mark.person].version) for each in asked
    }


def _told(answers: Collection[Merged], there: Mapping[int, Attendance], *, by: str) -> list[Merged]:
    """The answers, with what stands in the register beside each that was not taken."""
    untaken = [each.person for each in answers if each.outcome in {CONFLICT, REFUSED}]
    rivals = {person: there[person] for person in untaken if person in there}
    kinds = kinds_of_staff({row.recorded_by for row in rivals.values()}) if rivals else {}
    told = []
    for each in answers:
        rival = rivals.get(each.person)
        theirs = None
        if rival is not None:
            who = "you" if rival.recorded_by == by else kinds[rival.recorded_by]
            theirs = Theirs(rival.state, rival.minutes, rival.version, who, rival.recorded_at)
        told.append(Merged(**{**asdict(each), "theirs": theirs}))
    return told
