"""Marks of a device that was without a network: each taken once, none over a newer one unseen, whatever the order."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import NotFound, Refused
from programs.people.models import Person
from programs.records.models import IdempotencyKey
from programs.workshop import invariants, selectors
from programs.workshop.models import Attendance, Session
from programs.workshop.services import KeyedMark, Made, Mark, close_session, mark_attendance, merge_marks, record_lot
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db
STATES = ("sick", "leave", "not_fetched", "not_today")


def keyed(person: Person, state: str = "sick", minutes: int = 0, *, version: int = 0, replaces: Sequence[str] = ()):
    return KeyedMark(str(uuid.uuid4()), Mark(person.pk, state, minutes, version), tuple(replaces))


def outcomes(session: Session, *marks: KeyedMark, by: str = "a") -> list[str]:
    answers = merge_marks(session.pk, marks=marks, by=by)
    assert list(invariants.violations()) == []
    return [each.outcome for each in answers]


def stored() -> dict[int, tuple[str, int]]:
    return {row.person_id: (row.state, row.minutes) for row in Attendance.objects.all()}


def test_a_mark_sent_again_is_taken_once(crew, session):
    marks = [keyed(crew[0], "present", 360), keyed(crew[1])]
    assert outcomes(session, *marks) == ["saved", "saved"]
    assert outcomes(session, *marks) == ["already", "already"]
    assert set(Attendance.objects.values_list("version", flat=True)) == {1}


def test_an_old_mark_that_comes_again_does_not_undo_what_followed(crew, session):
    first = keyed(crew[0])
    outcomes(session, first)
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "leave", 0, 1)], by="b")
    assert outcomes(session, first) == ["already"]
    assert stored() == {crew[0].pk: ("leave", 0)}


def test_a_newer_mark_of_somebody_else_is_shown_and_not_replaced(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "leave")], by="b")
    (answer,) = merge_marks(session.pk, marks=[keyed(crew[0])], by="a")
    assert (answer.outcome, answer.theirs.state, answer.theirs.by, answer.theirs.version) == (
        "conflict",
        "leave",
        "staff",
        1,
    )
    assert outcomes(session, keyed(crew[0], version=answer.theirs.version)) == ["saved"]
    assert stored() == {crew[0].pk: ("sick", 0)}


def test_a_second_device_of_the_same_officer_is_a_rival_too(crew, session):
    outcomes(session, keyed(crew[0], "leave"))
    (answer,) = merge_marks(session.pk, marks=[keyed(crew[0])], by="a")
    assert (answer.outcome, answer.theirs.by) == ("conflict", "you")


def test_the_devices_own_earlier_mark_is_no_rival(crew, session):
    first = keyed(crew[0])
    outcomes(session, first)  # saved, and the answer was lost
    assert outcomes(session, keyed(crew[0], "present", 300, replaces=[first.key])) == ["saved"]
    assert stored() == {crew[0].pk: ("present", 300)}


def test_the_same_mark_by_two_is_no_conflict(crew, session):
    outcomes(session, keyed(crew[0]), by="a")
    assert outcomes(session, keyed(crew[0]), by="b") == ["already"]


def test_what_a_rule_refuses_stops_no_other(crew, session):
    morning = opened(place="Bengkel 9")
    mark_attendance(morning.pk, marks=[Mark(crew[0].pk, "present", 400)], by="b")
    marks = [keyed(crew[0], "present", 60), keyed(crew[1], "present", 60), keyed(crew[2], "alpa")]
    answers = merge_marks(session.pk, marks=marks, by="a")
    assert [(each.outcome, each.code) for each in answers] == [
        ("refused", "day-cap"), ("saved", ""), ("refused", "state-unknown"),
    ]  # fmt: skip
    assert "art. 77" in answers[0].rule
    assert stored()[crew[1].pk] == ("present", 60)


def test_a_closed_register_a_maker_and_a_stranger_to_the_list_are_told(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 360)], by="b")
    record_lot(session.pk, product="coir-shade", makers=[Made(crew[0].pk, 1, 60)], by="b")
    (maker,) = merge_marks(session.pk, marks=[keyed(crew[0], version=1)], by="a")
    assert (maker.code, maker.theirs.state) == ("maker-not-present", "present")
    unknown = KeyedMark("k", Mark(10**9, "sick", 0, 0))
    assert [each.code for each in merge_marks(session.pk, marks=[unknown], by="a")] == ["not-on-list"]
    close_session(session.pk, by="b")
    assert [each.code for each in merge_marks(session.pk, marks=[keyed(crew[1])], by="a")] == ["session-closed"]
    assert len(stored()) == 1


def test_what_cannot_be_understood_is_refused_whole(crew, session):
    twice = [keyed(crew[0]), keyed(crew[0], "leave")]
    for wrong in (twice, [KeyedMark("k", Mark(each.pk, "sick")) for each in crew]):
        with pytest.raises(Refused) as refused:
            merge_marks(session.pk, marks=wrong, by="a")
        assert refused.value.code == "person-twice"
    with pytest.raises(NotFound):
        merge_marks(10**9, marks=[keyed(crew[0])], by="a")
    assert stored() == {}


def test_a_key_is_of_one_mark(crew, session):
    first = keyed(crew[0])
    outcomes(session, first)
    other = KeyedMark(first.key, Mark(crew[1].pk, "leave"))
    (answer,) = merge_marks(session.pk, marks=[other], by="a")
    assert (answer.outcome, answer.code) == ("refused", "key-reused")
    with pytest.raises(IntegrityError, match="records_idempotency_once"), transaction.atomic():
        IdempotencyKey.objects.create(scope=f"marks:{session.pk}", key=first.key, request_hash="x")


@dataclass
class Device:
    """What a tablet does: it remembers what it saw, keeps one mark a person, sends it until it is answered."""

    name: str
    seen: dict[int, int] = field(default_factory=dict)
    waiting: dict[int, KeyedMark] = field(default_factory=dict)
    told: list[tuple[str, int]] = field(default_factory=list)
    numbers: count = field(default_factory=count)

    def tap(self, person: int, state: str) -> None:
        old = self.waiting.get(person)
        replaces = (*old.replaces, old.key) if old else ()
        mark = Mark(person, state, 0, self.seen.get(person, 0))
        self.waiting[person] = KeyedMark(f"{self.name}{next(self.numbers)}", mark, replaces)

    def send(self, session: int, *, is_lost: bool) -> None:
        answers = merge_marks(session, marks=list(self.waiting.values()), by=self.name)
        for each in () if is_lost else answers:
            if each.outcome == "conflict":
                self.told.append((self.waiting[each.person].mark.state, each.person))
            mark = self.waiting.pop(each.person)
            self.seen[each.person] = each.theirs.version if each.theirs else each.version
            assert mark.key == each.key


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.sampled_from("ab"), st.integers(0, 1), st.sampled_from(STATES)),
        st.tuples(st.just("send"), st.sampled_from("ab"), st.booleans(), st.none()),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_mark_of_two_devices_is_lost_without_being_told(crew, session, steps):
    with transaction.atomic():
        devices = {"a": Device("a"), "b": Device("b")}
        last: dict[int, tuple[str, str]] = {}
        for what, name, first, second in [*steps, *(("send", each, False, None) for each in "ab")]:
            device = devices[name]
            if what == "tap":
                device.tap(crew[first].pk, second)
                continue
            before = {row.person_id: (row.version, row.state) for row in Attendance.objects.filter(session=session)}
            sent = dict(device.waiting)
            device.send(session.pk, is_lost=first)
            after = {row.person_id: (row.version, row.state) for row in Attendance.objects.filter(session=session)}
            for person, mark in sent.items():
                # a mark is in the register, or was there before somebody replaced it knowingly, or its device was told
                is_there = after[person][1] == mark.mark.state
                was_taken = IdempotencyKey.objects.filter(key=mark.key).exists()
                assert is_there or was_taken or first or (mark.mark.state, person) in device.told
                # nothing was replaced that the device had not seen or made itself
                if before.get(person, after[person]) != after[person]:
                    assert last[person][0] == name or mark.mark.version == before[person][0]
                if before.get(person) != after[person]:
                    last[person] = (name, mark.mark.state)
        assert not any(device.waiting for device in devices.values())
        assert all(row.state == last[row.person_id][1] for row in Attendance.objects.filter(session=session))
        assert list(invariants.violations()) == []
        transaction.set_rollback(True)


def test_two_hundred_marks_take_few_queries(crew, session, queries_of):
    marks = [keyed(person, "present", 360) for person in crew]
    assert len(queries_of(lambda: merge_marks(session.pk, marks=marks, by="a"))) <= 8
    assert selectors.states_of(session) == Counter(present=3)
