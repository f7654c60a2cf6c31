"""Owns who applies in the tests: an account that controls an official address, and the form as it is sent."""

from typing import Any

from django.test import Client

from accounts.services import open_account
from tenants.isolation.acting import acting_as
from tests.conftest import sign_in

APPLICANT = "pemohon@contoh.kemenimipas.go.id"
PAGE = "/onboarding/daftar/"
FORM: dict[str, Any] = {
    "code": "CRB",
    "name": "Lapas Kelas I Cirebon",
    "kind": "lapas",
    "prison_class": "I",
    "province": "32",
    "slug": "",
    "programs": ["coir-shade", "bakery"],
    "scheme": "KEP1990_50_35_15",
    "decree_number": "",
    "admin_email": "kalapas@crb.example",
}


def applicant(client: Client, address: str = APPLICANT) -> Client:
    """The client, signed in as an account with this address."""
    with acting_as("gate"):
        open_account(address, name="Pemohon Contoh")
    sign_in(client, address)
    return client
