"""Owns the one-time sign-in links of the demonstration: they work only with DEMO=1 on a loopback address (rule 26)."""

from django.conf import settings

from accounts.services import Purpose, address_of, issue_link, open_account
from tenants.isolation.acting import acting_as
from workspace.demo.staff import address

LINKS = (
    ("officer of Indramayu", "officer", "IDM", "/akun/masuk-ke/IDM/"),
    ("treasurer of Indramayu", "treasurer", "IDM", "/akun/masuk-ke/IDM/?ke=/pesanan/"),
    ("head of Garut", "head", "GRT", "/akun/masuk-ke/GRT/"),
    ("national analyst", "analyst", "nasional", "/national/"),
    ("approver of applications", "publisher", "nasional", "/onboarding/persetujuan/"),
)


def demo_links() -> list[list[str]]:
    """Who, and the address that signs them in once, for the next twelve hours. Login: the app's."""
    return [[who, sign_in_link(address(role, place), target)] for who, role, place, target in LINKS]


def sign_in_link(email: str, target: str, *, name: str = "") -> str:
    """An address that signs an invented account in once and leads to a path of the public host. Login: the app's."""
    with acting_as("gate"):
        account = open_account(email, name=name)
        token = issue_link(account, purpose=Purpose.DEMO, host=settings.BASE_HOST, target=target)
    return address_of(token, purpose=Purpose.DEMO)
