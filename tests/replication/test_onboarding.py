"""A prison is onboarded with its programs, rates, scheme and head, entirely or not at all, and once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from core import clock
from core.errors import Conflict, DomainError, NotFound
from core.models import AuditEntry, OutboxEvent
from programs.earnings import selectors as earnings
from programs.library.selectors import adopted_programs
from programs.records.models import AuditEntry as PrisonAuditEntry
from programs.replication.models import Application
from programs.replication.services import onboard_prison, onboarding
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code, every_code, members_of
from tests.cast import address
from tests.replication.cirebon import CIREBON, cirebon

pytestmark = pytest.mark.django_db


def today() -> date:
    return clock.today("Asia/Jakarta")


def test_a_prison_comes_with_host_programs_rates_and_a_signed_scheme() -> None:
    made = onboard_prison(CIREBON, by="system")
    assert (made.code, made.schema, made.template) == ("CRB", "prison_crb", "indramayu@1")
    assert (made.programs, made.domain, made.created) == (("coir-shade", "bakery"), "cirebon.localhost", True)
    with in_prison("CRB"):
        assert [program.code for program in adopted_programs("CRB")] == ["bakery", "coir-shade"]
        rate = earnings.rate_on("coir-shade", today())
        assert (rate.piece_rate, rate.material_cost) == (26_000, 180_000)
        scheme = earnings.scheme_in_force(today())
        assert scheme is not None
        assert (scheme.code, scheme.decree_number) == ("KEP1990_50_35_15", "KEP-7/CRB/2026")
        assert PrisonAuditEntry.objects.filter(act="prison.onboarded").count() == 1


def test_rates_come_from_the_template_with_their_source_and_only_for_its_programs() -> None:
    onboard_prison(CIREBON, by="system")
    with in_prison("CRB"):
        rates = earnings.rates_in_force(today())
        assert {rate.product_code for rate in rates} >= {"coir-shade", "coir-net"}
        assert not any("knit" in rate.product_code for rate in rates)
        assert all(rate.source.startswith("indramayu@1: ") for rate in rates)


def test_the_head_is_a_member_and_gets_an_invitation_after_commit() -> None:
    made = onboard_prison(CIREBON, by="system")
    with acting_as("owner"):
        (head,) = members_of("CRB")
        assert (head.role, head.email, head.has_signed_in) == ("head", "kalapas@crb.example", False)
        event = OutboxEvent.objects.get(topic="replication.invitation_due")
        assert (event.prison_code, event.body) == ("CRB", {"account": str(head.account)})
        assert AuditEntry.objects.filter(act="prison.onboarded", subject="prison:CRB").count() == 1
    assert made.invitation is not None
    assert made.invitation.startswith("http://localhost:8000/akun/undangan/")


def test_without_a_decree_the_scheme_waits_for_its_signature() -> None:
    onboard_prison(cirebon(decree_number=""), by="system")
    with in_prison("CRB"):
        assert earnings.scheme_in_force(today()) is None
        assert [scheme.code for scheme in earnings.schemes()] == ["KEP1990_50_35_15"]


def test_all_programs_of_the_template_when_none_are_named() -> None:
    made = onboard_prison(cirebon(programs=None), by="system")
    assert made.programs == ("coir-shade", "water-hyacinth", "knitting", "bakery")


def test_a_repeat_finds_what_is_there_and_invites_again_who_never_signed_in() -> None:
    first = onboard_prison(CIREBON, by="system")
    again = onboard_prison(cirebon(programs=None, template="indramayu@1"), by="system")
    assert again.created is False
    assert (again.seconds, again.programs, again.domain) == (first.seconds, first.programs, first.domain)
    assert again.invitation not in {None, first.invitation}
    with acting_as("owner"):
        assert OutboxEvent.objects.filter(topic="replication.invitation_due").count() == 2
        assert len(members_of("CRB")) == 1


def test_a_repeat_leaves_a_head_in_peace_who_has_a_password() -> None:
    onboard_prison(cirebon(admin_email=address("buyer")), by="system")
    again = onboard_prison(cirebon(admin_email=address("buyer")), by="system")
    assert (again.created, again.invitation) == (False, None)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("code", {"name": "Lapas Kelas I Lain"}),
        ("code", {"province": "33"}),
        ("code", {"prison_class": "III"}),
        ("programs", {"programs": ("knitting",)}),
        ("template_reference", {"template": "indramayu@2"}),
        ("admin_email", {"admin_email": "other@crb.example"}),
        ("slug", {"slug": "other"}),
        ("scheme_code", {"scheme": "NAMLEA_30_70"}),
        ("decree_number", {"decree_number": "KEP-8"}),
    ],
)
def test_a_repeat_with_another_value_is_a_conflict_that_names_it(field: str, changes: dict[str, Any]) -> None:
    onboard_prison(CIREBON, by="system")
    with pytest.raises(Conflict) as refused:
        onboard_prison(cirebon(**changes), by="system")
    assert refused.value.field == field


BAD: list[tuple[str, dict[str, Any]]] = [
    *[
        ("code", {"code": code})
        for code in ("public", "PUBLIC", "pg_x", "PG", "C'B", 'C"B', "C" * 64, "", "1AB", "CRB\n")
    ],
    ("name", {"name": "  "}),
    ("name", {"name": "Lapas\nCirebon"}),
    ("name", {"name": "L" * 121}),
    ("province", {"province": "99"}),
    ("province", {"province": "32; DROP TABLE x"}),
    ("kind", {"kind": "hotel"}),
    ("class", {"prison_class": "IV"}),
    ("template", {"template": "nowhere"}),
    ("template", {"template": "indramayu@9"}),
    ("programs", {"programs": ("gold",)}),
    ("programs", {"programs": ()}),
    ("admin_email", {"admin_email": "kalapas"}),
    ("admin_email", {"admin_email": "a@b.example\nBcc: c@d.example"}),
    ("admin_email", {"admin_email": f"{'a' * 250}@b.example"}),
    ("scheme", {"scheme": "HALF_AND_HALF"}),
    ("decree_number", {"decree_number": "9" * 81}),
    ("domain", {"slug": "UPPER"}),
    ("domain", {"slug": "a.b"}),
    ("domain", {"slug": "x" * 64}),
    ("domain", {"slug": "garut"}),
    ("code", {"code": "GRT"}),
]


@pytest.mark.parametrize(("field", "changes"), BAD)
def test_a_bad_value_is_refused_by_name_and_nothing_is_made(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        onboard_prison(cirebon(**changes), by="system")
    assert refused.value.field == field
    assert refused.value.rule
    assert_nothing_was_made()


def test_an_unknown_program_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="water-hyacinth"):
        onboard_prison(cirebon(programs=("coir-shade", "gold")), by="system")


@pytest.mark.parametrize("step", ["adopt", "set_rates", "choose_scheme", "invite_member"])
def test_a_crash_half_way_leaves_nothing_and_the_next_try_succeeds(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any, **facts: Any) -> None:
        raise RuntimeError(step)

    with monkeypatch.context() as patched:
        patched.setattr(onboarding, step, crash)
        with pytest.raises(RuntimeError, match=step):
            onboard_prison(CIREBON, by="system")
    assert_nothing_was_made()
    assert onboard_prison(CIREBON, by="system").created


@pytest.mark.parametrize(
    ("changes", "domain"),
    [
        ({"city": "Kota Cirebon"}, "kota-cirebon.localhost"),
        ({"slug": "lapas-crb"}, "lapas-crb.localhost"),
        ({"name": "Lapas Kelas IIA Garut"}, "crb.localhost"),
        ({"name": "LPKA Kelas II Contoh 7"}, "contoh-7.localhost"),
        ({"name": "Lapas Kelas I"}, "crb.localhost"),
    ],
)
def test_the_host_comes_from_city_or_name_else_from_the_code(changes: dict[str, Any], domain: str) -> None:
    assert onboard_prison(cirebon(**changes), by="system").domain == domain


def assert_nothing_was_made() -> None:
    with acting_as("owner"), connection.cursor() as cursor:
        assert every_code() == ["GRT", "IDM"]
        assert not Application.objects.filter(code="CRB").exists()
        assert not OutboxEvent.objects.exists()
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'prison\\_%'")
        assert {name for (name,) in cursor.fetchall()} == {"prison_grt", "prison_idm"}
        with pytest.raises(NotFound):
            by_code("CRB")
