"""The pages of a transfer: who may send, who may open, what they show, and what the other prison and a stranger do not."""

import pytest

from core import clock
from programs.people.models import Person
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tenants.models import Consignment
from tests.people.scene import DAY, MORNING, admit
from workspace import transfers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def held():
    with in_prison("IDM"):
        return admit()[0].pk


def sent(held) -> str:
    with in_prison("IDM"):
        return str(transfers.send_person(held, to="GRT", on=DAY, reason="family", with_plan=False, by="x"))


def test_a_person_is_sent_from_their_page_and_received_at_the_other_prison(client_at, held) -> None:
    officer, there = client_at("IDM", "officer"), client_at("GRT", "head")
    assert f"/orang/{held}/kirim/" in officer.get(f"/orang/{held}/").content.decode()
    assert "Garut" in officer.get(f"/orang/{held}/kirim/").content.decode()
    body = {"to": "GRT", "on": DAY.isoformat(), "reason": "family"}
    assert officer.post(f"/orang/{held}/kirim/", body).status_code == 302
    with in_prison("IDM"):
        pk = Consignment.objects.get().pk
    page = there.get("/orang/kiriman/").content.decode()
    assert str(pk)[:8] in page
    assert "Orang Contoh" not in page
    opened = there.post(f"/orang/kiriman/{pk}/buka/").content.decode()
    assert "Orang Contoh 1" in opened
    answer = there.post(f"/orang/kiriman/{pk}/terima/", {"on": DAY.isoformat(), "block": "B 1"})
    with in_prison("GRT"):
        assert answer.headers["location"] == f"/orang/{Person.objects.get().pk}/"
        assert AuditEntry.objects.filter(act="person.envelope-opened").count() == 1
    assert there.post(f"/orang/kiriman/{pk}/terima/", {"on": DAY.isoformat()}).status_code == 409
    assert f"{pk}/kembali/" not in officer.get("/orang/kiriman/").content.decode()


def test_a_refusal_is_seen_by_the_sender_who_holds_the_person_again(client_at, held) -> None:
    officer, there, pk = client_at("IDM", "officer"), client_at("GRT", "officer"), sent(held)
    assert there.post(f"/orang/kiriman/{pk}/tolak/", {}).status_code == 422
    assert there.post(f"/orang/kiriman/{pk}/tolak/", {"refusal": "no-place"}).status_code == 302
    assert f"/orang/kiriman/{pk}/kembali/" in officer.get("/orang/kiriman/").content.decode()
    assert officer.post(f"/orang/kiriman/{pk}/kembali/").headers["location"] == f"/orang/{held}/"
    assert officer.post(f"/orang/kiriman/{pk}/kembali/").status_code in {404, 409}


def test_what_was_typed_stays_when_a_day_is_refused(client_at, held) -> None:
    officer, there, pk = client_at("IDM", "officer"), client_at("GRT", "officer"), None
    answer = officer.post(f"/orang/{held}/kirim/", {"to": "GRT", "on": "2027-01-01", "reason": "family"})
    assert answer.status_code == 422
    assert 'value="2027-01-01"' in answer.content.decode()
    pk = sent(held)
    answer = there.post(f"/orang/kiriman/{pk}/terima/", {"on": "2027-01-01", "block": "C 9"})
    assert answer.status_code == 422
    assert 'value="C 9"' in answer.content.decode()


@pytest.mark.parametrize("act", ["buka", "terima", "tolak"])
def test_only_the_receiver_opens_and_only_head_or_officer(client_at, held, act: str) -> None:
    pk = sent(held)
    facts = {"on": DAY.isoformat(), "refusal": "no-place"}
    assert client_at("IDM", "officer").post(f"/orang/kiriman/{pk}/{act}/", facts).status_code == 404
    for role in ("verifier", "treasurer", "instructor"):
        assert client_at("GRT", role).post(f"/orang/kiriman/{pk}/{act}/", facts).status_code == 403
    assert client_at("GRT", "stranger").post(f"/orang/kiriman/{pk}/{act}/", facts).status_code == 403
    assert client_at("GRT", "officer").post("/orang/kiriman/nonsense/" + act + "/").status_code == 404
    with in_prison("GRT"):
        assert Consignment.objects.get().is_open


def test_the_receiver_cannot_take_back(client_at, held) -> None:
    pk = sent(held)
    assert client_at("GRT", "officer").post(f"/orang/kiriman/{pk}/kembali/").status_code == 404


@pytest.mark.parametrize("role", ["verifier", "treasurer", "instructor", "stranger"])
def test_nobody_else_sends(client_at, held, role: str) -> None:
    client = client_at("IDM", role)
    assert client.get("/orang/kiriman/").status_code == 403
    assert client.get(f"/orang/{held}/kirim/").status_code == 403
    assert client.post(f"/orang/{held}/kirim/", {"to": "GRT"}).status_code == 403


def test_an_empty_list_says_so_and_reads_few_rows(client_at, django_assert_max_num_queries) -> None:
    client = client_at("IDM", "officer")
    with django_assert_max_num_queries(24):
        page = client.get("/orang/kiriman/").content.decode()
    assert 'href="/orang/kiriman/"' in page
