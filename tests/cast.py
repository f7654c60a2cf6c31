"""Owns the standing cast: two prisons with staff, a national analyst, a buyer, and a stranger who must see nothing."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Account
from accounts.services import open_account
from programs.library.document import DOCUMENTS, programs
from programs.library.services import adopt, publish_template
from tenants.isolation.acting import acting_as
from tenants.services import create_prison, grant_membership

PRISONS = {
    "IDM": {"name": "Lapas Kelas IIB Indramayu", "prison_class": "IIB", "slug": "indramayu"},
    "GRT": {"name": "Lapas Kelas IIA Garut", "prison_class": "IIA", "slug": "garut"},
}
STAFF_ROLES = ("head", "verifier", "treasurer", "officer", "instructor")
PASSWORD = "correct horse battery staple"


def address(role: str, prison: str = "") -> str:
    """The address of a member of the cast: officer of IDM is officer@idm.example."""
    return f"{role}@{prison.lower() or 'nation'}.example"


def build_cast() -> None:
    """Build the cast into an empty installation; runs as the owner and commits."""
    with acting_as("owner"):
        version = publish_template(DOCUMENTS / "indramayu-1.yaml", by="system")
    for code, facts in PRISONS.items():
        with acting_as("owner"), transaction.atomic():
            create_prison(code, kind="lapas", province_code="32", by="system", **facts)
            for program in programs(version.document):
                adopt(code, version=version, program=program.code, on=date(2026, 8, 1), by="system")
        for role in STAFF_ROLES:
            _member(address(role, code), role, prison=code)
    _member(address("analyst"), "analyst")
    _member(address("regional"), "regional", region="JABAR")
    for name in ("buyer", "stranger"):
        _account(address(name))


def _member(email: str, role: str, *, prison: str | None = None, region: str | None = None) -> None:
    account = _account(email)
    with acting_as("owner"):
        grant_membership(account.pk, role=role, prison=prison, region=region, by="system")


def _account(email: str) -> Account:
    with acting_as("owner"), transaction.atomic():
        account = open_account(email, name=email.split("@", maxsplit=1)[0].title())
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        EmailAddress.objects.filter(user=account).update(verified=True)
        return account
