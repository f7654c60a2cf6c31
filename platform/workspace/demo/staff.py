"""Owns the invented staff of the demonstration and their accounts: four persons for the four acts, in each prison."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.services import open_account
from core.errors import Conflict
from tenants.isolation.acting import acting_as
from tenants.services import grant_membership

ROLES = ("head", "officer", "verifier", "treasurer")
DOMAIN = "contoh.example"
TITLES = {
    "head": "Kalapas",
    "officer": "Petugas",
    "verifier": "Pemeriksa",
    "treasurer": "Bendahara",
    "analyst": "Analis",
    "publisher": "Penyetuju",
}


@dataclass(frozen=True)
class Member:
    """An invented member of staff."""

    role: str
    email: str
    name: str
    account: UUID

    @property
    def actor(self) -> str:
        """How audit entries name the member."""
        return str(self.account)


def address(role: str, place: str) -> str:
    """officer of IDM -> officer.idm@contoh.example."""
    return f"{role}.{place.lower()}@{DOMAIN}"


def hire(place: str, *, national: bool = False) -> dict[str, Member]:
    """Accounts and memberships of a prison's staff, or of the national office. The login is the owner's; repeatable."""
    roles = ("analyst", "publisher") if national else ROLES
    return {role: _hire_one(role, place, national=national) for role in roles}


def _hire_one(role: str, place: str, *, national: bool) -> Member:
    email, name = address(role, place), f"{TITLES[role]} Contoh {place.title() if national else place}"
    with acting_as("owner"), transaction.atomic():
        account = open_account(email, name=name)
        with suppress(Conflict):  # hired at an earlier start
            grant_membership(account.pk, role=role, prison=None if national else place, by="demo")
    return Member(role, email, name, account.pk)


def staff_of(place: str) -> dict[str, Member]:
    """The staff of a prison hired at an earlier start. Login: the app's."""
    return {role: _known(role, place) for role in ROLES}


def _known(role: str, place: str) -> Member:
    email = address(role, place)
    with acting_as("gate"):
        account = open_account(email)
    return Member(role, email, account.name, account.pk)
