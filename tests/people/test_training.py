"""Training: many people are marked in one request, all or nobody; a mark is 0 to 100; each attempt is written once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Conflict, NotFound, Refused
from programs.people.models import ModuleResult, Person
from programs.people.selectors.training import pass_mark, training_of
from programs.people.services.training import Result, record_results, remove_result
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, admit, workers
from tests.people.skills import MODULES, PROGRAM, certify, train

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
CLASS = reverse("people:class", urlconf="config.urls_prison")
QUERIES_OF_A_CLASS = 16


def record(*results: Result, module: str = "CS-M3", **facts):
    given = {"on": DAY, "assessor": "Asesor Contoh", "by": "instructor", **facts}
    return record_results(PROGRAM, module, results=results, **given)


def result(person: Person, mark: int | None = 80, hours: str = "5", attempt: int | None = None) -> Result:
    return Result(person.pk, Decimal(hours), mark, attempt)


def state_of(person: Person, module: str):
    programs = {each.program.code: each for each in training_of(person.pk, day=DAY)}
    return next(state for state in programs[PROGRAM].states if state.module.code == module)


@pytest.fixture
def held() -> list[Person]:
    with in_prison("IDM"):
        return admit(3)


def test_a_class_is_recorded_with_the_version_of_the_template_at_the_time(held) -> None:
    with in_prison("IDM"):
        assert record(*(result(person) for person in held)) == 3
        rows = list(ModuleResult.objects.all())
        assert {row.cites for row in rows} == {"indramayu@1/CS-M3"}
        assert {(row.attempt, row.mark, row.assessor) for row in rows} == {(1, 80, "Asesor Contoh")}
        entry = AuditEntry.objects.get(act="training.recorded")
        assert entry.subject == "module:indramayu@1/CS-M3"
        assert "Orang" not in str(entry.detail)


def test_attempts_are_counted_and_the_best_known_way_passes(held) -> None:
    with in_prison("IDM"):
        record(result(held[0], mark=10))
        state = state_of(held[0], "CS-M3")
        assert (len(state.attempts), state.passed) == (1, None)
        record(result(held[0], mark=95))
        state = state_of(held[0], "CS-M3")
        assert state.passed.attempt == 2


@pytest.mark.parametrize(
    ("change", "facts", "field"),
    [
        ({"mark": None}, {}, "mark"),
        ({"mark": 101}, {}, "mark"),
        ({"mark": -1}, {}, "mark"),
        ({"hours": "0"}, {}, "hours"),
        ({"hours": "201"}, {}, "hours"),
        ({}, {"assessor": "  "}, "assessor"),
        ({}, {"on": DAY + timedelta(days=1)}, "on"),
        ({}, {"module": "CS-W1"}, "mark"),  # it is not assessed
    ],
)
def test_what_breaks_a_rule_is_refused_by_field_and_nothing_is_written(held, change, facts, field) -> None:
    with in_prison("IDM"):
        with pytest.raises(Refused) as refusal:
            record(result(held[0]), result(held[1], **change), **facts)
        assert refusal.value.field.startswith(field)
        assert not ModuleResult.objects.exists()


def test_nobody_twice_nobody_unknown_and_no_module_that_is_not_run(held) -> None:
    with in_prison("IDM"):
        for results in ((), (result(held[0]), result(held[0])), (Result(10**15, Decimal(1), 80),)):
            with pytest.raises(Refused):
                record(*results)
        with pytest.raises(NotFound):
            record(result(held[0]), module="WH-M1")


def test_the_same_attempt_sent_twice_is_a_conflict(held) -> None:
    with in_prison("IDM"):
        record(result(held[0], attempt=1))
        with pytest.raises(Conflict) as refusal:
            record(result(held[1], attempt=1), result(held[0], attempt=1))
        assert refusal.value.code == "result-recorded"
        assert ModuleResult.objects.count() == 1


@given(mark=st.integers(-40_000, 40_000))
def test_a_mark_is_taken_exactly_from_0_to_100(mark: int) -> None:
    facts = {"attempt": 1, "attended_on": DAY, "hours": 1, "is_assessed": True, "assessor": "A", "recorded_by": "x"}
    with in_prison("IDM"), transaction.atomic():
        person = Person.objects.first() or admit(1)[0]
        try:
            with transaction.atomic():
                record(result(person, mark=mark))
            taken = True
        except Refused:
            taken = False
        transaction.set_rollback(True)
    assert taken == (0 <= mark <= 100)
    assert facts["is_assessed"]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "people_moduleresult_once"),
        ({"attempt": 0}, "people_moduleresult_attempt"),
        ({"attempt": 2, "hours": 0}, "people_moduleresult_hours"),
        ({"attempt": 2, "mark": 101}, "people_moduleresult_mark"),
        ({"attempt": 2, "mark": None}, "people_moduleresult_assessed"),
        ({"attempt": 2, "assessor": ""}, "people_moduleresult_assessed"),
        ({"attempt": 2, "is_assessed": False}, "people_moduleresult_assessed"),
        ({"attempt": 2, "reference": "indramayu"}, "people_moduleresult_reference"),
    ],
)
def test_the_database_refuses_a_result(held, change, constraint: str) -> None:
    with in_prison("IDM"):
        record(result(held[0]))
        row = ModuleResult.objects.get()
        facts = {
            field.attname: getattr(row, field.attname) for field in ModuleResult._meta.fields if not field.primary_key
        }
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ModuleResult.objects.create(**{**facts, **change})


def test_the_pass_mark_is_a_dated_row_with_a_source() -> None:
    mark = pass_mark("indramayu@1", "craft", DAY)
    assert (mark.status, bool(mark.source)) == ("unverified", True)
    assert pass_mark("indramayu@1", "craft", DAY.replace(year=2001)) is None
    assert pass_mark("other@1", "craft", DAY) is None


def test_a_result_is_taken_out_with_a_trace_unless_a_certificate_rests_on_it(held) -> None:
    with in_prison("IDM"):
        train(held[0], modules=("CS-M1",))
        row = ModuleResult.objects.get()
        with pytest.raises(NotFound):
            remove_result(row.pk, person=held[1].pk, by="head")
        remove_result(row.pk, person=held[0].pk, by="head")
        assert AuditEntry.objects.get(act="training.removed").detail["module"] == "indramayu@1/CS-M1"
        certify(held[1])
        with pytest.raises(Conflict):
            remove_result(ModuleResult.objects.filter(person=held[1])[0].pk, person=held[1].pk, by="head")


def test_a_whole_class_is_marked_on_one_page(client_at, django_assert_max_num_queries) -> None:
    people = workers(12)
    client = client_at("IDM", "instructor")
    assert "CS-M4" in client.get(CLASS).content.decode()
    address = f"{CLASS}?module=coir-shade/CS-M4"
    client.get(address)
    with django_assert_max_num_queries(QUERIES_OF_A_CLASS):
        page = client.get(address).content.decode()
    assert "K-0012" in page
    sent = {"on": DAY.isoformat(), "assessor": "Asesor Contoh"}
    for person in people[:11]:
        sent |= {f"person-{person.pk}": "on", f"mark-{person.pk}": "75", f"attempt-{person.pk}": "1"}
    assert client.post(address, sent).status_code == 302
    with in_prison("IDM"):
        assert ModuleResult.objects.count() == 11
    again = client.post(address, sent)
    assert again.status_code == 409
    with in_prison("IDM"):
        assert ModuleResult.objects.count() == 11


def test_a_fault_stands_beside_its_line_and_what_was_typed_stays(client_at) -> None:
    people = workers(2)
    client = client_at("IDM", "officer")
    address = f"{CLASS}?module=coir-shade/CS-M4"
    sent = {
        "on": DAY.isoformat(),
        "assessor": "Asesor Contoh",
        f"person-{people[0].pk}": "on",
        f"mark-{people[0].pk}": "1x1",
    }
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1x1"' in page
    assert f'id="error-{people[0].pk}"' in page
    assert "Asesor Contoh" in page
    assert client.post(address, {"on": DAY.isoformat(), "assessor": "A"}).status_code == 422
    assert client.get(f"{CLASS}?module=coir-shade/XX").status_code == 404
    assert client.get(f"{CLASS}?module=coir-shade/CS-M4&person=999999").status_code == 404


def test_one_person_is_marked_from_their_own_page(client_at, held) -> None:
    client = client_at("IDM", "instructor")
    page = client.get(reverse("people:training", args=[held[0].pk], urlconf="config.urls_prison")).content.decode()
    assert f"?module=coir-shade/CS-M1&amp;person={held[0].pk}" in page
    answer = client.get(f"{CLASS}?module=coir-shade/CS-M1&person={held[0].pk}").content.decode()
    assert "K-0001" in answer
    assert "K-0002" not in answer
    assert set(MODULES) <= set(page.split()) | {code for code in MODULES if code in page}


@pytest.mark.parametrize("role", ["treasurer", "verifier"])
def test_who_does_not_train_is_refused(client_at, role: str) -> None:
    assert client_at("IDM", role).get(CLASS).status_code == 403


def test_the_other_prison_and_a_stranger_are_refused(client_at, held) -> None:
    address = reverse("people:training", args=[held[0].pk], urlconf="config.urls_prison")
    assert client_at("IDM", "head", prison="GRT").get(address).status_code == 403
    assert client_at("IDM", "stranger").get(CLASS).status_code == 403
    assert client_at("GRT", "head").get(address).status_code == 404
