"""Owns complaints for tests: one about nobody, one about the officer on duty, one about the head, and who may read them."""

import uuid
from datetime import timedelta
from uuid import UUID

from accounts.models import Account
from core import clock
from programs.people.models import Complaint
from programs.people.services import file_complaint
from programs.records.services import ensure_officer
from tenants.isolation.acting import acting_as, in_prison
from tenants.services import grant_membership
from tenants.viewer import Claim, Place, Viewer
from tests.cast import address

SECRET = "Kata rahasia dari orang contoh"


def account_of(role: str, prison: str = "IDM") -> UUID:
    """The account of a member of the cast."""
    with acting_as("gate"):
        return Account.objects.get(email=address(role, prison)).pk


def complaints_officer(prison: str = "IDM") -> str:
    """The address of somebody of the regional office who holds the dated role `complaint` there, and no other."""
    with acting_as("gate"):
        who = Account.objects.get(email=address("stranger"))
        until = clock.today("Asia/Jakarta") + timedelta(days=30)
        grant_membership(who.pk, role="complaint", prison=prison, until=until, lent_by="JABAR", by="system")
    return address("stranger")


def viewer(place: Place, *roles: str, account: UUID | None = None) -> Viewer:
    """Somebody with roles at a prison, as a request knows them."""
    claims = tuple(Claim(role, place.code, None) for role in roles)
    return Viewer(account or uuid.uuid4(), "x@idm.example", "X", claims, place, "full")


def complain(
    about: str = "nobody", *, officer: UUID | None = None, person: int | None = None, **facts: str
) -> Complaint:
    """File one and return its row; the caller acts inside the prison."""
    given = {"category": "treatment", "text": SECRET, "key": str(uuid.uuid4()), **facts}
    filed = file_complaint(about=about, officer=str(officer or ""), person=person, **given)
    return Complaint.objects.get(receipt=filed.receipt)


def three(prison: str = "IDM") -> dict[str, Complaint]:
    """One about nobody, one about the officer, one about the head."""
    officer = account_of("officer", prison)
    with in_prison(prison):
        ensure_officer(officer, name="Officer", is_state=True)
        return {
            "nobody": complain(),
            "officer": complain("officer", officer=officer),
            "head": complain("head"),
        }
