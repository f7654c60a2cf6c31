"""The sixth door: what lies between two prisons is seen by both, changed once by either, and by nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from core import clock, envelopes
from core.errors import Conflict, NotFound, Refused
from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.check import check_isolation
from tenants.models import Consignment, Prison
from tenants.selectors import consignments as known
from tenants.services import consignments
from tests.tenants.third import coded, third_prison

pytestmark = pytest.mark.django_db

GOODS = {
    "lot": "IDM-20261102-1",
    "program": "coir-shade",
    "product": "coir-shade",
    "made_on": "2026-11-02",
    "pieces": 4,
    "unit": "piece",
    "price": 45_000,
    "digest": "0" * 64,
}
SECRET = b"Kenari Pemantik, CNRY/77/2025, 1981-07-13"


def sent_goods():
    with in_prison("IDM"):
        return consignments.send_goods("GRT", GOODS).pk


def sent_envelope():
    with in_prison("IDM"):
        return consignments.send_envelope("GRT", SECRET, kind="person").pk


def row(pk) -> Consignment:
    with acting_as("owner"):
        return Consignment.objects.get(pk=pk)


def test_the_receiver_opens_and_receives_and_nothing_is_left() -> None:
    pk = sent_envelope()
    assert b"Kenari" not in bytes(row(pk).sealed)
    with in_prison("GRT"):
        assert consignments.open_envelope(pk, kind="person") == SECRET
        consignments.receive(pk, kind="person")
        with pytest.raises(Conflict, check=coded("consignment-ended")):
            consignments.receive(pk, kind="person")
        with pytest.raises(Conflict):
            consignments.open_envelope(pk, kind="person")
    assert (row(pk).sealed, row(pk).state) == (None, "received")


def test_a_refusal_is_seen_by_the_sender_and_the_envelope_is_gone() -> None:
    pk = sent_envelope()
    with in_prison("GRT"):
        consignments.refuse(pk, kind="person", refusal="unknown-here")
    with in_prison("IDM"):
        seen = known.consignment(pk, kind="person")
        assert (seen.state, seen.refusal, seen.sealed) == ("refused", "unknown-here", None)
        with pytest.raises(Conflict):
            consignments.recall(pk, kind="person")


def test_the_sender_recalls_while_it_is_on_its_way_and_cannot_receive_it() -> None:
    pk = sent_envelope()
    with in_prison("IDM"):
        with pytest.raises(NotFound):
            consignments.receive(pk, kind="person")
        consignments.recall(pk, kind="person")
    with in_prison("GRT"):
        assert not known.arrivals("person")
        with pytest.raises(Conflict):
            consignments.receive(pk, kind="person")


def test_a_third_prison_sees_nothing_and_changes_nothing() -> None:
    third_prison("TGL")
    pk = sent_envelope()
    with in_prison("TGL"):
        assert not Consignment.objects.exists()
        for act in (consignments.receive, consignments.recall, consignments.open_envelope):
            with pytest.raises(NotFound):
                act(pk, kind="person")
        assert Consignment.objects.filter(pk=pk).update(recalled_at=clock.now(), sealed=None) == 0


def test_an_envelope_opens_for_its_receiver_between_its_ends_only() -> None:
    key = envelopes.public_key("GRT")
    sealed = envelopes.seal_for(key, SECRET, about="person/IDM>GRT/1")
    assert envelopes.open_as("GRT", sealed, about="person/IDM>GRT/1") == SECRET
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for prison, bytes_, about in (
        ("IDM", sealed, "person/IDM>GRT/1"),
        ("GRT", sealed, "person/IDM>GRT/2"),
        ("GRT", sealed, "person/TGL>GRT/1"),
        ("GRT", changed, "person/IDM>GRT/1"),
        ("GRT", b"", "person/IDM>GRT/1"),
        ("GRT", b"\x01" + bytes(44), "person/IDM>GRT/1"),
    ):
        with pytest.raises(envelopes.NotOurs):
            envelopes.open_as(prison, bytes_, about=about)
    assert envelopes.seal_for(key, SECRET, about="x") != envelopes.seal_for(key, SECRET, about="x")


def test_every_prison_has_its_own_public_key() -> None:
    with in_prison("IDM"):
        keys = {code: bytes(key) for code, key in Prison.objects.values_list("code", "public_key")}
    assert keys == {code: envelopes.public_key(code) for code in ("IDM", "GRT")}
    assert len(set(keys.values())) == 2


def test_after_fourteen_days_an_envelope_is_erased_and_cannot_be_opened() -> None:
    pk = sent_envelope()
    with clock.at(clock.now() + timedelta(days=14, seconds=1)):
        with in_prison("GRT"), pytest.raises(Conflict, check=coded("consignment-ended")):
            consignments.open_envelope(pk, kind="person")
        with acting_as("relay"):
            assert (consignments.erase_expired(), consignments.erase_expired()) == (1, 0)
    assert (row(pk).sealed, row(pk).state) == (None, "erased")


def test_the_relay_erases_and_reads_no_envelope() -> None:
    sent_envelope()
    for column in ("sealed", "content"):
        with acting_as("relay"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Consignment.objects.values_list(column))


@pytest.mark.parametrize("role", ["storefront", "national", "gate"])
def test_no_other_role_reads_a_consignment(role: str) -> None:
    with acting_as(role), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Consignment.objects.exists()


@pytest.mark.parametrize("to", ["IDM", "ZZZ", "", "grt", "X" * 500])
def test_nothing_is_sent_to_oneself_or_to_nobody(to: str) -> None:
    with in_prison("IDM"):
        with pytest.raises(Refused, check=coded("prison-unknown")):
            consignments.send_goods(to, GOODS)
        with pytest.raises(Refused, check=coded("prison-unknown")):
            consignments.send_envelope(to, SECRET, kind="person")


def test_goods_hold_codes_and_nothing_else() -> None:
    with in_prison("IDM"), pytest.raises(Refused, check=coded("content-unfit")):
        consignments.send_goods("GRT", {**GOODS, "maker": "Kenari"})


def test_unknown_ones_are_not_found() -> None:
    with in_prison("GRT"):
        for act in (consignments.receive, consignments.recall, consignments.open_envelope):
            with pytest.raises(NotFound):
                act(uuid.uuid4(), kind="person")
        with pytest.raises(NotFound):
            known.consignment(uuid.uuid4(), kind="lot")


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("IDM", "received_at = now(), sealed = NULL"),
        ("GRT", "recalled_at = now(), sealed = NULL"),
        ("GRT", "sealed = 'x'"),
        ("IDM", "sealed = 'x'"),
        ("GRT", "sender_code = 'TGL'"),
        ("GRT", "expires_at = now()"),
        ("IDM", "content = '{}'"),
        ("GRT", "erased_at = now(), sealed = NULL"),
    ],
)
def test_either_end_changes_only_what_is_its_own(who: str, change: str) -> None:
    sent_envelope()
    refused = pytest.raises(DatabaseError, match=r"permission denied|row-level security")
    with in_prison(who), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE tenants_consignment SET {change}")


@pytest.mark.parametrize("facts", [{"sender_code": "GRT", "receiver_code": "IDM"}, {"received_at": "now"}])
def test_nobody_sends_in_the_name_of_another_or_what_has_ended(facts) -> None:
    facts = {key: clock.now() if value == "now" else value for key, value in facts.items()}
    with in_prison("IDM"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Consignment.objects.create(**{**lot_facts(), **facts})


def lot_facts(**changes):
    return {"kind": "lot", "sender_code": "IDM", "receiver_code": "GRT", "content": GOODS, **changes}


def person_facts(**changes):
    kept = clock.now() + timedelta(days=1)
    facts = {"kind": "person", "sender_code": "IDM", "receiver_code": "GRT", "sealed": b"x", "expires_at": kept}
    return {**facts, **changes}


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        (person_facts(kind="letter"), "tenants_consignment_kind"),
        (lot_facts(receiver_code="IDM"), "tenants_consignment_elsewhere"),
        (lot_facts(content=None), "tenants_consignment_content"),
        (lot_facts(sealed=b"x"), "tenants_consignment_content"),
        (person_facts(content={"name": "x"}), "tenants_consignment_content"),
        (person_facts(expires_at=None), "tenants_consignment_content"),
        (person_facts(sealed=None), "tenants_consignment_sealed"),
        (person_facts(received_at=clock.now()), "tenants_consignment_sealed"),
        (lot_facts(received_at=clock.now(), recalled_at=clock.now()), "tenants_consignment_ends_once"),
        (lot_facts(refused_at=clock.now()), "tenants_consignment_refusal"),
        (lot_facts(refusal="x"), "tenants_consignment_refusal"),
        (lot_facts(outcome={"accepted": 1}), "tenants_consignment_outcome"),
        (person_facts(expires_at=clock.now() + timedelta(days=15)), "tenants_consignment_kept_days"),
        (person_facts(expires_at=clock.now() - timedelta(days=1)), "tenants_consignment_kept_days"),
    ],
)
def test_a_consignment_that_cannot_be(facts, constraint: str) -> None:
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Consignment.objects.create(**facts)


def test_the_check_knows_the_door_and_finds_it_loosened() -> None:
    sent_envelope()
    sent_goods()
    assert check_isolation().leaks == []
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("CREATE POLICY loose ON tenants_consignment TO sabut_prison USING (true)")
        cursor.execute("GRANT UPDATE ON tenants_consignment TO sabut_prison")
        cursor.execute("INSERT INTO tenants_consignment (id, kind, sender_code, receiver_code, content, sent_at, refusal)"
                       " VALUES (gen_random_uuid(), 'lot', 'TGL', 'CRB', '{}', now(), '')")  # fmt: skip
    found = " ".join(leak.found for leak in check_isolation().leaks)
    assert "policy that is not declared" in found
    assert "reached another prison's row" in found
    assert "was not refused: UPDATE" in found
