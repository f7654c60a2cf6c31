"""The pages of materials, lots, quality and stock: the way of a material into stock, and whom they refuse."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core import clock
from programs.workshop import invariants, selectors
from programs.workshop.models import Lot, Material
from programs.workshop.services import Delivery, Made, Mark, inspect_lot, mark_attendance, receive_material, record_lot
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import started

pytestmark = pytest.mark.django_db
SHADE, ROPE = "coir-shade", "RM-COIR-ROPE"


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def scene(db):
    """Two people present at a session, a lot of ten pieces that waits, a delivery of rope."""
    with clock.at(MORNING):
        crew, session = started(2)
        with in_prison("IDM"):
            mark_attendance(session, marks=[Mark(person.pk, "present", 300) for person in crew], by="x")
            lot = record_lot(session, product=SHADE, makers=[Made(crew[0].pk, 10)], by="x").pk
            rope = receive_material(Delivery(ROPE, Decimal("50.5"), "Koperasi Contoh", DAY), by="x").pk
        yield crew, session, lot, rope


def test_a_delivery_is_entered_used_wasted_and_counted(client_at, scene):
    _crew, _session, lot, rope = scene
    client = client_at("IDM", "officer")
    facts = {"material_code": ROPE, "quantity": "12.5", "supplier": "Koperasi", "received_on": DAY.isoformat()}
    sent = {**facts, "owner": "own", "agreement": "", "unit_cost": "9000", "expires_on": ""}
    assert client.post(at("material-receive"), {**sent, "quantity": "0.0001"}).status_code == 422
    assert client.post(at("material-receive"), {**sent, "owner": "partner"}).status_code == 422
    assert client.post(at("material-receive"), sent).status_code == 302
    page = at("material-detail", rope)
    for act, code in [
        ({"act": "pakai", "quantity": "6.25", "lot": lot, "version": 1}, 302),
        ({"act": "pakai", "quantity": "6.25", "lot": lot, "version": 1}, 409),
        ({"act": "susut", "quantity": "1", "reason": "", "version": 2}, 422),
        ({"act": "susut", "quantity": "1", "reason": "basah", "version": 2}, 302),
        ({"act": "hitung", "counted": "43", "reason": "timbang ulang", "version": 3}, 302),
        ({"act": "susut", "quantity": "44", "reason": "basah", "version": 4}, 409),
        ({"act": "kembali", "quantity": "1", "version": 4}, 422),
        ({"act": "curi", "quantity": "1"}, 422),
    ]:
        assert client.post(page, act).status_code == code, act
    with in_prison("IDM"):
        assert Material.objects.get(pk=rope).balance == 43
        assert list(invariants.violations()) == []
    listed = client.get(at("material-list") + f"?material={ROPE}&owner=own&state=left&order=expiry").content.decode()
    assert at("material-detail", rope) in listed
    assert "B-261102-01" in client.get(at("material-export")).content.decode()


def test_a_lot_says_its_steps_and_what_it_was_made_of(client_at, scene):
    crew, session, _lot, rope = scene
    client = client_at("IDM", "officer")
    url = at("lot-record", session)
    with in_prison("IDM"):
        steps = list(selectors.step_titles("IDM", SHADE))
    assert f'name="step-{crew[0].pk}"' not in client.get(url).content.decode()
    assert f'name="step-{crew[0].pk}"' in client.get(f"{url}?langkah=1").content.decode()
    made = {
        "product": SHADE,
        f"pieces-{crew[1].pk}": "4",
        f"minutes-{crew[1].pk}": "60",
        f"step-{crew[1].pk}": steps[0],
    }
    assert client.post(url, {**made, f"material-{rope}": "51"}).status_code == 409
    assert client.post(url, {**made, f"material-{rope}": "24"}).status_code == 302
    with in_prison("IDM"):
        assert Lot.objects.count() == 2
        new = Lot.objects.latest("pk")
    page = client.get(at("lot-detail", new.pk)).content.decode()
    assert at("material-detail", rope) in page
    assert crew[1].card_number in page
    assert crew[1].short_name not in page


def test_a_lot_is_measured_split_merged_reworked_and_counted_by_pages(client_at, scene):
    crew, session, lot, _rope = scene
    officer, verifier = client_at("IDM", "officer"), client_at("IDM", "verifier")
    url = at("lot-inspect", lot)
    assert 'name="CS-Q05-5"' in verifier.get(url).content.decode()
    assert 'name="CS-Q05-6"' not in verifier.get(url).content.decode()
    verdict = {"accepted": "7", "rejected": "1", "rejected_cause": "CS-Q09", "rework": "2", "rework_cause": "other"}
    told = verifier.post(url, {**verdict, "CS-Q01-1": "101"})
    assert told.status_code == 422
    assert "A percentage" in told.content.decode() or "Persentase" in told.content.decode()
    assert verifier.post(url, {**verdict, "CS-Q01-1": "19", "CS-Q05-1": "200"}).status_code == 302
    assert officer.post(at("lot-split", lot), {"pieces": "2, x"}).status_code == 422
    assert officer.post(at("lot-split", lot), {"pieces": "2, 9"}).status_code == 409
    assert officer.post(at("lot-split", lot), {"pieces": "2, 1"}).status_code == 302
    rework = at("lot-rework", lot)
    assert officer.get(f"{rework}?session={session}").status_code == 200
    assert officer.post(f"{rework}?session={session}", {f"pieces-{crew[1].pk}": "3"}).status_code == 409
    assert officer.post(f"{rework}?session={session}", {f"pieces-{crew[1].pk}": "2"}).status_code == 302
    with in_prison("IDM"):
        first, second = Lot.objects.filter(kind="split").order_by("pk")
    assert officer.post(at("lot-merge"), {f"lot-{first.pk}": "2"}).status_code == 422
    assert officer.post(at("lot-merge"), {f"lot-{first.pk}": "2", f"lot-{second.pk}": "1"}).status_code == 302
    with in_prison("IDM"):
        merged = Lot.objects.get(kind="merge")
    take = {"day": DAY.isoformat(), f"expected-{merged.pk}": "3", f"counted-{merged.pk}": "2", f"expected-{lot}": "4"}
    assert officer.post(at("stock-take"), take).status_code == 422
    assert officer.post(at("stock-take"), {**take, f"reason-{merged.pk}": "rusak"}).status_code == 302
    balances = officer.get(at("stock-balances") + "?place=workshop&owner=own").content.decode()
    assert merged.code in balances
    assert merged.code in officer.get(at("balance-export")).content.decode()
    assert first.code in officer.get(at("lot-detail", merged.pk)).content.decode()
    with in_prison("IDM"):
        assert list(invariants.violations()) == []
    quality = verifier.get(at("quality")).content.decode()
    assert "<svg" in quality
    assert "CS-Q05" in verifier.get(at("quality-export")).content.decode()
    board = officer.get(at("lot-list")).content.decode()
    assert "lot-board" in board


def test_a_label_leads_to_nothing_but_the_lots_code(client_at, scene):
    page = client_at("IDM", "officer").get(at("lot-label", scene[2])).content.decode()
    assert "IDM-261102-01" in page
    assert "data:image/svg+xml" in page
    assert scene[0][0].short_name not in page


def test_a_lot_without_a_picture_has_none(client_at, scene):
    assert client_at("IDM", "officer").get(at("lot-photo", scene[2])).status_code == 404


@pytest.mark.parametrize("name", ["lot-list", "material-list", "stock-balances", "quality"])
def test_lists_do_not_ask_more_for_more_rows(client_at, scene, name, django_assert_max_num_queries):
    crew, session, lot, _rope = scene
    with in_prison("IDM"):
        inspect_lot(lot, accepted=10, rejected=0, by="v")
        for _number in range(6):
            each = record_lot(session, product=SHADE, makers=[Made(crew[0].pk, 1)], by="x")
            inspect_lot(each.pk, accepted=1, rejected=0, by="v")
            receive_material(Delivery(ROPE, Decimal(5), "Koperasi Contoh", DAY), by="x")
    client = client_at("IDM", "officer")
    client.get(at(name))
    with django_assert_max_num_queries(40):
        assert client.get(at(name)).status_code == 200


PAGES = {
    "material-list": (),
    "material-receive": (),
    "material-detail": (3,),
    "material-export": (),
    "lot-detail": (2,),
    "lot-split": (2,),
    "lot-merge": (),
    "lot-rework": (2,),
    "lot-label": (2,),
    "lot-photo": (2,),
    "quality": (),
    "quality-export": (),
    "stock-balances": (),
    "balance-export": (),
    "stock-take": (),
}


@pytest.mark.parametrize("name", PAGES)
def test_others_are_refused(client_at, scene, name):
    url = at(name, *(scene[place] for place in PAGES[name]))
    assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
    assert client_at("IDM", "stranger").get(url).status_code == 403
    assert client_at("IDM").get(url).status_code == 302
    assert client_at("GRT", "officer").get(url).status_code in {200, 404}


@pytest.mark.parametrize("name", ["material-receive", "lot-split", "lot-merge", "lot-rework", "stock-take"])
def test_who_may_read_may_not_change(client_at, scene, name):
    url = at(name, *(scene[place] for place in PAGES[name]))
    assert client_at("IDM", "treasurer").get(url).status_code == 403
    assert client_at("IDM", "treasurer").post(url, {}).status_code == 403
