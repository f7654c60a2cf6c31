"""Proofs of transfer: handed in by whoever holds the order's link, seen by those who compare them with the statement."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.models import AuditEntry, StoredFile
from marketplace.orders.invariants import violations
from marketplace.orders.models import OrderPart, TransferProof
from marketplace.orders.services import attach_proof, confirm_transfer, release_expired
from tenants.isolation.acting import acting_as, in_prison
from tests import scans
from tests.orders.market import line, offer, order

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def placed() -> dict[str, Any]:
    """An order over two prisons."""
    offer("IDM")
    offer("GRT")
    return order(line(1), line(1, "GRT"))


def part_of(placed: dict[str, Any], prison: str = "IDM") -> str:
    return next(each["id"] for each in placed["parts"] if each["prison"] == prison)


def attach(placed, content=scans.PNG, *, prison: str = "IDM", name: str = "Bukti Budi.png") -> TransferProof:
    with acting_as("storefront"):
        identity = uuid.UUID(placed["id"]), uuid.UUID(part_of(placed, prison))
        return attach_proof(*identity, content, name=name, by="anonymous")


def send(client, placed, content=scans.PNG, *, prison: str = "IDM", name: str = "bukti.png"):
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    path = f"/pesanan/{placed['id']}/{part_of(placed, prison)}/bukti/"
    return client.post(path, {"file": upload}, headers=ENGLISH)


def proofs() -> list[TransferProof]:
    with acting_as("storefront"):
        return list(TransferProof.objects.select_related("file").order_by("prison_code", "number"))


def text_of(response) -> str:
    return response.content.decode()


def distinct(number: int) -> bytes:
    """Another PDF for each number."""
    return scans.PDF + b"%% %d\n%%%%EOF" % number


def test_the_buyer_hands_in_a_proof_and_gets_it_back(client_at, placed):
    client = client_at()
    response = send(client, placed, name="Mutasi BNI.png")
    assert (response.status_code, response["Location"]) == (302, f"/pesanan/{placed['id']}/")
    (proof,) = proofs()
    assert (proof.prison_code, proof.file.prison_code, proof.file.purpose) == ("IDM", "IDM", "transfer_proof")
    page = text_of(client.get(f"/pesanan/{placed['id']}/"))
    address = f"/pesanan/{placed['id']}/bukti/{proof.pk}/"
    assert "Mutasi BNI.png" in page
    assert f'href="{address}"' in page
    file = client.get(address)
    assert b"".join(file.streaming_content) == scans.PNG
    assert file["Content-Disposition"] == 'attachment; filename="Mutasi BNI.png"'
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (file["X-Content-Type-Options"], file["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_proof_pays_nothing(client_at, placed):
    send(client_at(), placed)
    with acting_as("storefront"):
        assert OrderPart.objects.get(pk=part_of(placed)).state == "awaiting_payment"


def test_the_audit_names_neither_file_nor_buyer(placed):
    attach(placed)
    with acting_as("national"):
        entry = AuditEntry.objects.get(act="proof.attached")
    assert (entry.subject, entry.prison_code) == (f"part:{part_of(placed)}", "IDM")
    assert "Budi" not in str(entry.detail)


@pytest.mark.parametrize("what", scans.PRETENDERS)
def test_what_is_no_proof_shows_the_page_again_with_the_reason(client_at, placed, what):
    response = send(client_at(), placed, scans.PRETENDERS[what])
    assert response.status_code == 422
    assert "PDF, JPEG, PNG" in text_of(response)
    assert proofs() == []


@pytest.mark.parametrize(("size", "said"), [(0, "empty"), (10 * 1024 * 1024 + 1, "10 MB"), (13 * 1024 * 1024, "10 MB")])
def test_an_empty_or_too_large_file_is_told(client_at, placed, size, said):
    response = send(client_at(), placed, b"\xff" * size)
    assert response.status_code == 422
    assert said in text_of(response)
    assert proofs() == []


def test_nothing_chosen_is_told(client_at, placed):
    path = f"/pesanan/{placed['id']}/{part_of(placed)}/bukti/"
    assert client_at().post(path, {"file": "proof.png"}).status_code == 422
    assert client_at().get(path).status_code == 405


def test_the_same_file_again_changes_nothing(placed):
    assert attach(placed).pk == attach(placed, name="other.png").pk
    assert attach(placed, prison="GRT").part_id != attach(placed).part_id
    with acting_as("storefront"):
        assert StoredFile.objects.count() == 2


def test_a_part_takes_five_proofs(client_at, placed):
    for number in range(5):
        assert send(client_at(), placed, distinct(number)).status_code == 302
    response = send(client_at(), placed, distinct(6))
    assert response.status_code == 409
    assert "already 5 proofs" in text_of(response)
    assert send(client_at(), placed, distinct(6), prison="GRT").status_code == 302
    with acting_as("storefront"):
        assert StoredFile.objects.count() == 6


def test_a_locked_part_takes_no_proof(client_at):
    offer()
    placed = order(country="ES")
    with pytest.raises(Refused) as caught:
        attach(placed)
    assert caught.value.code == "part-locked"
    client = client_at()
    assert send(client, placed).status_code == 422
    assert "multipart" not in text_of(client.get(f"/pesanan/{placed['id']}/"))


def test_a_paid_or_cancelled_part_takes_no_proof_and_keeps_its_own(client_at, placed):
    attach(placed)
    with in_prison("IDM"):
        confirm_transfer(uuid.UUID(part_of(placed)), amount=450_000, reference="R", by="t")
    with acting_as("storefront"), clock.at(clock.now() + timedelta(days=3)):
        release_expired()
    for prison in ("IDM", "GRT"):
        with pytest.raises(Conflict) as caught:
            attach(placed, scans.PDF, prison=prison)
        assert caught.value.code == "part-not-waiting"
        assert send(client_at(), placed, scans.PDF, prison=prison).status_code == 409
    page = text_of(client_at().get(f"/pesanan/{placed['id']}/"))
    assert "Bukti Budi.png" in page
    assert "multipart" not in page


def test_a_proof_belongs_to_one_order_and_one_part(client_at, placed):
    other, proof = order(line(1)), attach(placed)
    with acting_as("storefront"), pytest.raises(NotFound):
        attach_proof(uuid.UUID(other["id"]), uuid.UUID(part_of(placed)), scans.PDF, name="a", by="anonymous")
    client = client_at()
    for path in (f"{other['id']}/bukti/{proof.pk}/", f"{placed['id']}/bukti/{proof.file_id}/"):
        assert client.get(f"/pesanan/{path}").status_code == 404
    upload = SimpleUploadedFile("a.png", scans.PNG)
    assert client.post(f"/pesanan/{other['id']}/{part_of(placed)}/bukti/", {"file": upload}).status_code == 404
    assert client.post(f"/pesanan/{uuid.uuid4()}/{part_of(placed)}/bukti/", {"file": upload}).status_code == 404


@pytest.mark.parametrize("role", ["treasurer", "head", "verifier"])
def test_those_who_compare_see_the_proofs_of_their_prison(client_at, placed, role):
    proof, other = attach(placed), attach(placed, scans.PDF, prison="GRT", name="rahasia.pdf")
    client = client_at("IDM", role)
    page = text_of(client.get(f"/pesanan/{part_of(placed)}/"))
    address = f"/pesanan/{part_of(placed)}/bukti/{proof.pk}/"
    assert f'href="{address}"' in page
    assert "rahasia.pdf" not in page
    assert b"".join(client.get(address).streaming_content) == scans.PNG
    for part in (part_of(placed), part_of(placed, "GRT")):
        assert client.get(f"/pesanan/{part}/bukti/{other.pk}/").status_code == 404


def test_an_officer_reads_the_part_and_not_the_proof(client_at, placed):
    proof = attach(placed)
    client = client_at("IDM", "officer")
    page = client.get(f"/pesanan/{part_of(placed)}/")
    assert page.status_code == 200
    assert "Bukti Budi" not in text_of(page)
    assert client.get(f"/pesanan/{part_of(placed)}/bukti/{proof.pk}/").status_code == 403


@pytest.mark.parametrize(
    ("role", "prison"), [("treasurer", "GRT"), ("stranger", ""), ("buyer", ""), ("analyst", ""), ("instructor", "IDM")]
)
def test_others_are_refused_on_the_prisons_host(client_at, placed, role, prison):
    proof = attach(placed)
    client = client_at("IDM", role, prison=prison)
    assert client.get(f"/pesanan/{part_of(placed)}/bukti/{proof.pk}/").status_code == 403


def test_the_other_prison_finds_nothing_on_its_own_host_and_a_visitor_signs_in(client_at, placed):
    path = f"/pesanan/{part_of(placed)}/bukti/{attach(placed).pk}/"
    assert client_at("GRT", "treasurer").get(path).status_code == 404
    response = client_at("IDM").get(path)
    assert response.status_code == 302
    assert "/akun/login/" in response["Location"]


def test_the_other_prison_cannot_read_the_rows(placed):
    attach(placed)
    with in_prison("GRT"):
        assert not TransferProof.objects.exists()
        assert not StoredFile.objects.exists()
    with in_prison("IDM"):
        assert TransferProof.objects.count() == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            TransferProof.objects.update(number=2)
    with acting_as("storefront"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        TransferProof.objects.all().delete()


@pytest.mark.parametrize(
    ("number", "constraint"),
    [(1, "orders_proof_once"), (0, "orders_proof_at_most_five"), (6, "orders_proof_at_most_five")],
)
def test_the_database_counts_the_proofs(placed, number, constraint):
    attach(placed)
    with acting_as("storefront"):
        facts = {"prison_code": "IDM", "content_type": "image/png", "size": 1, "sha256": "0" * 64}
        file = StoredFile.objects.create(purpose="transfer_proof", name="a.png", **facts)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            TransferProof.objects.create(part_id=part_of(placed), prison_code="IDM", number=number, file=file)


def test_a_file_proves_one_part(placed):
    proof = attach(placed)
    with acting_as("storefront"), pytest.raises(IntegrityError, match="file_id"), transaction.atomic():
        TransferProof.objects.create(part_id=part_of(placed, "GRT"), prison_code="GRT", number=1, file=proof.file)


@pytest.mark.parametrize("changes", [{"prison_code": "GRT"}, {"purpose": "other"}])
def test_a_proof_of_another_prison_is_found_by_the_invariants(placed, changes):
    proof = attach(placed)
    with acting_as("owner"):
        StoredFile.objects.filter(pk=proof.file_id).update(**changes)
    with acting_as("storefront"):
        assert [each.split(":")[0] for each in violations()] == ["proofs-in-their-prison"]
