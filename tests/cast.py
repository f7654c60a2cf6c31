"""Owns the standing cast: two prisons with staff, a national analyst, a buyer, and a stranger who must see nothing."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Account
from accounts.services import open_account
from core import clock
from core.models import OutboxEvent
from programs.library.document import DOCUMENTS
from programs.library.services import publish_template
from programs.replication.services import OnboardingSpec, onboard_prison
from tenants.isolation.acting import acting_as
from tenants.services import grant_membership

PRISONS = {
    "IDM": {"name": "Lapas Kelas IIB Indramayu", "prison_class": "IIB", "slug": "indramayu"},
    "GRT": {"name": "Lapas Kelas IIA Garut", "prison_class": "IIA", "slug": "garut"},
}
STAFF_ROLES = ("head", "verifier", "treasurer", "officer", "instructor")
PASSWORD = "correct horse battery staple"
# rates, scheme, adoptions and memberships hold from this day, so that a test may work on any later one
SINCE = datetime(2025, 1, 6, 2, tzinfo=UTC)


def address(role: str, prison: str = "") -> str:
    """The address of a member of the cast: officer of IDM is officer@idm.example."""
    return f"{role}@{prison.lower() or 'nation'}.example"


def decree(prison: str) -> str:
    """The number by which a prison of the cast signed its split scheme."""
    return f"KEP-1/{prison}/2025"


def build_cast() -> None:
    """Build the cast into an empty installation by the same acts as the product; runs as the owner and commits."""
    with clock.at(SINCE):
        with acting_as("owner"):
            publish_template(DOCUMENTS / "indramayu-1.yaml", by="system")
        for code in PRISONS:
            add_prison(_spec(code))
        _member(address("analyst"), "analyst")
        _member(address("regional"), "regional", region="JABAR")
        for name in ("buyer", "stranger"):
            _with_password(address(name))
    with acting_as("owner"):
        OutboxEvent.objects.all().delete()  # a test begins with nothing to tell


def add_prison(spec: OnboardingSpec) -> None:
    """Onboard a prison whose head is the cast's, with the rest of its staff; runs with the owner's login."""
    onboard_prison(spec, by="system")
    _with_password(address("head", spec.code))
    for role in STAFF_ROLES[1:]:
        _member(address(role, spec.code), role, prison=spec.code)


def _spec(code: str) -> OnboardingSpec:
    return OnboardingSpec(
        code=code,
        kind="lapas",
        province="32",
        admin_email=address("head", code),
        decree_number=decree(code),
        **PRISONS[code],
    )


def _member(email: str, role: str, *, prison: str | None = None, region: str | None = None) -> None:
    account = _with_password(email)
    with acting_as("owner"):
        grant_membership(account.pk, role=role, prison=prison, region=region, by="system")


def add_member(role: str, prison: str) -> Account:
    """Give a prison of the cast one more member, such as a counsellor of Bapas; the address is bapas@idm.example."""
    with acting_as("gate"), transaction.atomic():
        account = open_account(address(role, prison), name=role.title())
        grant_membership(account.pk, role=role, prison=prison, region=None, by="system")
    return account


def _with_password(email: str) -> Account:
    with acting_as("owner"), transaction.atomic():
        account = open_account(email, name=email.split("@", maxsplit=1)[0].title())
        account.name = account.name or email.split("@", maxsplit=1)[0].title()
        account.set_password(PASSWORD)
        account.save(update_fields=["name", "password"])
        EmailAddress.objects.filter(user=account).update(verified=True)
        return account
