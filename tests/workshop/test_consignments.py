"""Goods between prisons: nothing is made or lost, each arrival is inspected once, and the sender settles the rest."""

import uuid
from datetime import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.workshop import invariants, selectors
from programs.workshop.models import Lot, StockBalance
from programs.workshop.services import Made, Mark, inspect_lot, mark_attendance, open_session, record_lot
from programs.workshop.services import consignments as services
from tenants.isolation.acting import in_prison
from tenants.models import Consignment
from tests.people.scene import DAY, MORNING, adopt_programs, workers
from tests.tenants.third import coded, rows_of_public, third_prison

pytestmark = pytest.mark.django_db
MADE = 10


@pytest.fixture
def lot(db):
    """Ten accepted pieces in Indramayu's workshop; Garut makes the same product. The hour is Monday morning."""
    adopt_programs("IDM")
    adopt_programs("GRT")
    with clock.at(MORNING):
        (person,) = workers(1)
        with in_prison("IDM"):
            session = open_session(
                "coir-shade", place="Bengkel 1", day=DAY, starts=time(8), ends=time(14), officer=uuid.UUID(int=1),
                officer_name="Petugas Contoh", by="officer",
            ).pk  # fmt: skip
            mark_attendance(session, marks=[Mark(person.pk, "present", 300)], by="officer")
            made = record_lot(session, product="coir-shade", makers=[Made(person.pk, MADE, 300)], by="officer")
            inspect_lot(made.pk, accepted=MADE, rejected=0, by="verifier")
        yield made


def send(lot, pieces: int = MADE, price: int = 45_000) -> uuid.UUID:
    with in_prison("IDM"):
        return services.dispatch_lot(lot.pk, pieces=pieces, to="GRT", price=price, by="x")


def receive(pk, accepted: int, rejected: int = 0, missing: int = 0, reason: str = "torn"):
    with in_prison("GRT"):
        return services.receive_lot(pk, accepted=accepted, rejected=rejected, missing=missing, reason=reason, by="y")


def settle(pk, back: int = 0, written_off: int = 0, reason: str = "lost on the way") -> None:
    with in_prison("IDM"):
        services.settle_dispatch(pk, back=back, written_off=written_off, reason=reason, by="x")


def held(code: str) -> dict[str, int]:
    with in_prison(code):
        assert not list(invariants.violations())
        sums: dict[str, int] = {}
        for place, pieces in StockBalance.objects.values_list("place", "pieces"):
            sums[place] = sums.get(place, 0) + pieces
        return {place: pieces for place, pieces in sums.items() if pieces}


def test_what_is_accepted_is_a_lot_there_with_the_code_of_its_origin(lot) -> None:
    pk = send(lot, 6)
    assert held("IDM") == {"workshop": 4, "transit": 6}
    there = receive(pk, 6)
    assert (there.origin_code, there.consignment, there.kind) == (lot.code, str(pk), "arrival")
    assert there.code.startswith("GRT")
    assert held("GRT") == {"workshop": 6}
    settle(pk)
    assert held("IDM") == {"workshop": 4}


def test_a_short_and_partly_rejected_arrival_is_settled_by_the_sender(lot) -> None:
    pk = send(lot)
    receive(pk, 6, 3, 1)
    assert held("GRT") == {"workshop": 6}
    with pytest.raises(Refused, check=coded("sums-differ")):
        settle(pk, 4, 0)  # the missing piece cannot be back
    with pytest.raises(Refused, check=coded("sums-differ")):
        settle(pk, 3, 0)
    with pytest.raises(Refused, check=coded("reason-missing")):
        settle(pk, 3, 1, " ")
    settle(pk, 3, 1)
    assert held("IDM") == {"workshop": 3}
    with pytest.raises(Conflict, check=coded("consignment-settled")):
        settle(pk, 3, 1)


def test_a_refused_consignment_comes_back_whole(lot) -> None:
    pk = send(lot)
    with pytest.raises(Conflict, check=coded("consignment-open")):
        settle(pk, MADE)
    with in_prison("GRT"):
        with pytest.raises(Refused):
            services.refuse_lot(pk, refusal="rain", by="y")
        services.refuse_lot(pk, refusal="damaged", by="y")
    settle(pk, MADE)
    assert held("IDM") == {"workshop": MADE}


def test_received_twice_is_told_and_changes_nothing(lot) -> None:
    pk = send(lot)
    receive(pk, MADE)
    with pytest.raises(Conflict, check=coded("consignment-ended")):
        receive(pk, MADE)
    with in_prison("GRT"), pytest.raises(Conflict, check=coded("consignment-ended")):
        services.refuse_lot(pk, refusal="damaged", by="y")
    with in_prison("IDM"), pytest.raises(Conflict, check=coded("consignment-ended")):
        services.recall_lot(pk, by="x")
    assert held("GRT") == {"workshop": MADE}


def test_recalled_it_lies_in_the_workshop_again_and_cannot_be_received(lot) -> None:
    pk = send(lot)
    with in_prison("IDM"):
        services.recall_lot(pk, by="x")
    with pytest.raises(Conflict):
        receive(pk, MADE)
    with pytest.raises(Conflict):
        settle(pk)
    assert held("IDM") == {"workshop": MADE}


def test_nothing_arrived_is_no_lot(lot) -> None:
    pk = send(lot)
    assert receive(pk, 0, 0, MADE) is None
    settle(pk, 0, MADE)
    assert (held("IDM"), held("GRT")) == ({}, {})


@pytest.mark.parametrize("counts", [(9, 0, 0), (11, 0, 0), (11, -1, 0), (0, 0, 0), (5, 5, 5)])
def test_the_three_sum_to_what_was_sent(lot, counts) -> None:
    pk = send(lot)
    with pytest.raises(Refused):
        receive(pk, *counts)
    with in_prison("GRT"):
        assert Consignment.objects.get().is_open


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"pieces": 11}, Conflict),
        ({"pieces": 0}, Refused),
        ({"pieces": -1}, Refused),
        ({"price": -1}, Refused),
        ({"price": 10**10}, Refused),
        ({"to": "IDM"}, Refused),
        ({"to": "ZZZ"}, Refused),
    ],
)
def test_what_cannot_be_sent_moves_nothing(lot, facts, kind) -> None:
    with in_prison("IDM"):
        with pytest.raises(kind):
            services.dispatch_lot(lot.pk, **{"pieces": 1, "to": "GRT", "price": 0, "by": "x", **facts})
        assert not Consignment.objects.exists()
    assert held("IDM") == {"workshop": MADE}


def test_a_third_prison_sees_no_goods_and_ends_none(lot) -> None:
    third_prison("TGL")
    pk = send(lot)
    with in_prison("TGL"):
        for act in (
            lambda: services.receive_lot(pk, accepted=MADE, rejected=0, missing=0, by="z"),
            lambda: services.recall_lot(pk, by="z"),
            lambda: services.settle_dispatch(pk, back=0, written_off=0, by="z"),
            lambda: services.refuse_lot(pk, refusal="damaged", by="z"),
        ):
            with pytest.raises(NotFound):
                act()
    with in_prison("GRT"), pytest.raises(NotFound):
        services.settle_dispatch(pk, back=0, written_off=0, by="y")


def test_goods_carry_codes_and_no_person(lot) -> None:
    send(lot)
    text = rows_of_public()
    assert lot.code in text
    assert "Orang Contoh" not in text
    with in_prison("GRT"):
        assert set(Consignment.objects.get().content) == {
            "lot", "program", "product", "made_on", "pieces", "unit", "price", "digest",
        }  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=4))
def test_whatever_arrives_no_piece_is_made_or_lost(lot, runs) -> None:
    with transaction.atomic():
        gone = kept = 0
        for pieces, rejected, missing, is_back in runs:
            if pieces > held("IDM").get("workshop", 0) or rejected + missing > pieces:
                continue
            accepted, pk = pieces - rejected - missing, send(lot, pieces)
            receive(pk, accepted, rejected, missing)
            back = rejected if is_back else 0
            settle(pk, back, pieces - accepted - back)
            kept, gone = kept + accepted, gone + pieces - accepted - back
        assert held("GRT").get("workshop", 0) == kept
        assert held("IDM") == {place: n for place, n in {"workshop": MADE - kept - gone}.items() if n}
        transaction.set_rollback(True)


def test_the_pages_send_receive_and_settle(client_at, lot) -> None:
    officer, there = client_at("IDM", "officer"), client_at("GRT", "officer")
    assert lot.code in officer.get("/bengkel/kiriman/kirim/").content.decode()
    body = {"lot": lot.pk, "pieces": 4, "to": "GRT", "price": 1000}
    where = officer.post("/bengkel/kiriman/kirim/", body).headers["location"]
    assert officer.post("/bengkel/kiriman/kirim/", {**body, "pieces": 40}).status_code == 409
    assert lot.code in there.get("/bengkel/kiriman/").content.decode()
    assert there.get(f"{where}surat-jalan.pdf").content.startswith(b"%PDF")
    short = {"accepted": 3, "rejected": 0, "missing": 0}
    answer = there.post(f"{where}terima/", short)
    assert answer.status_code == 422
    assert 'value="3"' in answer.content.decode()
    good = {**short, "missing": 1, "reason": "Satu kurang"}
    assert there.post(f"{where}terima/", good).status_code == 302
    assert there.post(f"{where}terima/", good).status_code == 409
    with in_prison("GRT"):
        code = Lot.objects.get().code
    assert code in there.get(where).content.decode()
    assert "Satu kurang" in officer.get(where).content.decode()
    assert officer.post(f"{where}selesai/", {"back": 0, "written_off": 1, "reason": "Hilang"}).status_code == 302
    with in_prison("IDM"):
        assert selectors.settled(Consignment.objects.all())


@pytest.mark.parametrize("role", ["stranger", "treasurer"])
def test_who_may_not_send_or_inspect_is_refused(client_at, lot, role: str) -> None:
    pk = send(lot)
    for place in ("IDM", "GRT"):
        client = client_at(place, role)
        assert client.post("/bengkel/kiriman/kirim/", {}).status_code == 403
        for act in ("terima", "tolak", "selesai", "kembali"):
            assert client.post(f"/bengkel/kiriman/{pk}/{act}/", {}).status_code == 403
    assert client_at("IDM", "head", prison="GRT").get(f"/bengkel/kiriman/{pk}/").status_code == 403
