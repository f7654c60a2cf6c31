"""Lots by API: recorded with steps and inputs, inspected with values; members of the prison only."""

from decimal import Decimal

import pytest

from core import clock
from programs.workshop import invariants, selectors
from programs.workshop.models import Lot, Material, Measurement
from programs.workshop.services import Delivery, Mark, mark_attendance, receive_material
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db: None):
    with clock.at(MORNING):
        crew, session = started(2)
        with in_prison("IDM"):
            mark_attendance(session, marks=[Mark(person.pk, "present", 300) for person in crew], by="x")
            rope = receive_material(Delivery("RM-COIR-ROPE", Decimal(50), "Koperasi Contoh", DAY), by="x").pk
            steps = list(selectors.step_titles("IDM", "coir-shade"))
        yield crew, session, rope, steps


def send(client, path: str, body: dict):
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def test_a_lot_is_recorded_and_inspected(client_at, scene):
    crew, session, rope, steps = scene
    makers = [{"person": crew[0].pk, "pieces": 5, "minutes": 100, "step": steps[0]}]
    body = {"session": session, "product": "coir-shade", "makers": makers}
    officer, verifier = client_at("IDM", "officer"), client_at("IDM", "verifier")
    assert send(officer, "lots/", {**body, "inputs": [{"material": rope, "quantity": "51"}]}).status_code == 409
    assert send(officer, "lots/", {**body, "inputs": [{"material": rope}]}).status_code == 422
    made = send(officer, "lots/", {**body, "inputs": [{"material": rope, "quantity": "30.5"}]})
    assert made.status_code == 201
    lot = made.json()["id"]
    verdict = {"accepted": 4, "rejected": 1, "causes": [{"verdict": "rejected", "cause": "CS-Q05", "pieces": 1}]}
    impossible = {"characteristic": "CS-Q01", "sample": 1, "value": "101"}
    told = send(verifier, f"lots/{lot}/inspection/", {**verdict, "measured": [impossible]})
    assert (told.status_code, told.json()["code"]) == (422, "value-impossible")
    long = {"characteristic": "CS-Q05", "sample": 1, "value": "210"}
    answer = send(verifier, f"lots/{lot}/inspection/", {**verdict, "measured": [long]})
    assert answer.status_code == 201
    assert (answer.json()["accepted"], answer.json()["outside"]) == (4, 1)
    assert send(verifier, f"lots/{lot}/inspection/", verdict).status_code == 409
    with in_prison("IDM"):
        assert Material.objects.get().balance == Decimal("19.5")
        assert Measurement.objects.count() == 1
        assert list(invariants.violations()) == []


def test_others_are_refused(client_at, scene):
    crew, session, _rope, _steps = scene
    body = {"session": session, "product": "coir-shade", "makers": [{"person": crew[0].pk, "pieces": 1}]}
    for client in (
        client_at("IDM", "stranger"),
        client_at("IDM", "treasurer"),
        client_at("IDM", "verifier"),
        client_at("IDM", "officer", prison="GRT"),
    ):
        assert send(client, "lots/", body).status_code == 403
    assert send(client_at("IDM"), "lots/", body).status_code in {401, 403}
    assert send(client_at("IDM", "head"), "lots/1/inspection/", {"accepted": 1, "rejected": 0}).status_code == 403
    assert (
        send(client_at("IDM", "verifier"), "lots/999999/inspection/", {"accepted": 1, "rejected": 0}).status_code == 404
    )
    with in_prison("IDM"):
        assert not Lot.objects.exists()
