"""Six at once: one certificate, one version of a plan, one attempt at a module; the others meet a conflict and change nothing."""

import pytest

from core.errors import Conflict
from programs.library.models import IssuedCertificate
from programs.people.models import Certificate, ModuleResult, Person, Plan
from programs.people.services.certificates import issue_certificate
from programs.people.services.plans import write_plan
from programs.people.services.training import Result, record_results
from programs.records.selectors import local_today
from tenants.isolation.acting import in_prison
from tests.earnings.test_race import WORKERS, at_once
from tests.people.scene import admit
from tests.people.skills import ISSUER, PROGRAM, train

pytestmark = pytest.mark.commits


def told(act):
    """What came of an act: "done", or the code of the conflict."""

    def run(argument: object) -> str:
        try:
            act(argument)
        except Conflict as error:
            return error.code
        return "done"

    return run


@pytest.fixture
def person(own_database: str) -> Person:
    with in_prison("IDM"):
        return admit(1)[0]


def test_one_certificate_holds_and_one_page_confirms_it(person) -> None:
    with in_prison("IDM"):
        today = local_today()
        train(person, on=today)
    facts = {"program": PROGRAM, "issuer": ISSUER, "edition": "neutral", "on": today, "is_demo": False, "by": "officer"}
    results = at_once(told(lambda _: issue_certificate(person.pk, **facts)), *range(WORKERS))
    assert sorted(results) == ["certified-already"] * (WORKERS - 1) + ["done"]
    with in_prison("IDM"):
        assert Certificate.objects.count() == IssuedCertificate.objects.count() == 1


def test_one_version_of_a_plan_is_written(person) -> None:
    facts = {"facts": {"product": "Keset"}, "mentor": "Ibu Contoh", "by": "x", "by_name": "X"}
    results = at_once(told(lambda _: write_plan(person.pk, "business", **facts)), *range(WORKERS))
    assert sorted(results) == ["done"] + ["plan-changed"] * (WORKERS - 1)
    with in_prison("IDM"):
        assert Plan.objects.count() == 1


def test_a_class_sent_twice_at_once_is_recorded_once(person) -> None:
    with in_prison("IDM"):
        today = local_today()
    result = Result(person.pk, 5, 80, 1)
    facts = {"on": today, "assessor": "A", "results": [result], "by": "x"}
    results = at_once(told(lambda _: record_results(PROGRAM, "CS-M3", **facts)), *range(WORKERS))
    assert sorted(results) == ["done"] + ["result-recorded"] * (WORKERS - 1)
    with in_prison("IDM"):
        assert ModuleResult.objects.count() == 1
