"""Members of a prison: a head invites deputies by decree and dates, the regional office lends a verifier, nobody holds two of four."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import Account
from core import clock
from core.models import AuditEntry
from programs.replication.services import onboard_prison
from tenants.isolation.acting import acting_as
from tenants.models import Membership
from tenants.selectors import claims_of, members_and_coming, members_of
from tests.cast import address
from tests.replication.cirebon import CIREBON

pytestmark = pytest.mark.django_db
MEMBERS, REGION = "/akun/anggota/IDM/", "/akun/wilayah/"
NEW = {"email": "new@idm.example", "name": "Sari", "role": "head", "deputy": "plh", "decree": "SK-7"}


def day(after: int) -> str:
    return (clock.today(settings.TIME_ZONE) + timedelta(days=after)).isoformat()


def newest() -> Membership:
    with acting_as("owner"):
        return Membership.objects.get(account__email="new@idm.example")


def test_a_head_invites_a_deputy_by_decree_and_dates(client_at) -> None:
    head = client_at("", "head", prison="IDM")
    assert head.post(MEMBERS, {**NEW, "starts": day(3), "until": day(9)}).status_code == 302
    kept = newest()
    assert (kept.deputy, kept.decree, kept.during.lower.isoformat(), kept.during.upper.isoformat()) == (
        "plh", "SK-7", day(3), day(9),
    )  # fmt: skip
    with acting_as("gate"):
        assert claims_of(kept.account_id) == ()
        assert "new@idm.example" not in {member.email for member in members_of("IDM")}
        assert "new@idm.example" in {member.email for member in members_and_coming("IDM")}
        with clock.at(clock.now() + timedelta(days=4)):
            assert [claim.role for claim in claims_of(kept.account_id)] == ["head"]
    assert "Plh" in head.get(MEMBERS).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decree": "", "role": "treasurer", "until": "x"}, "until"),
        ({"decree": "", "role": "treasurer"}, "decree"),
        ({"role": "treasurer"}, "until"),
        ({"deputy": "pjs"}, "deputy"),
        ({"starts": "2020-01-01", "until": "2030-01-01", "role": "treasurer"}, "starts"),
        ({"starts": "2030-01-02", "until": "2030-01-01", "role": "treasurer"}, "until"),
    ],
)
def test_a_deputy_without_number_or_end_comes_back_with_what_was_typed(client_at, changes, field) -> None:
    answer = client_at("", "head", prison="IDM").post(MEMBERS, {**NEW, **changes})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert 'value="new@idm.example"' in answer.content.decode()


def test_members_are_filtered_by_role(client_at) -> None:
    head = client_at("", "head", prison="IDM")
    page = head.get(MEMBERS, {"with_role": "officer"}).context["members"]
    assert {row["member"].role for row in page} == {"officer"}
    empty = head.get(MEMBERS, {"with_role": "bapas"}, headers={"accept-language": "en"})
    assert "Nobody has this role here" in empty.content.decode()
    assert head.get(MEMBERS, {"with_role": "king"}).status_code == 200


def test_nobody_holds_two_of_the_four_roles_at_one_prison(client_at) -> None:
    typed = {"email": address("officer", "IDM"), "name": "Officer", "role": "verifier"}
    answer = client_at("", "head", prison="IDM").post(MEMBERS, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"role"}
    assert client_at("", "head", prison="IDM").post(MEMBERS, {**typed, "role": "instructor"}).status_code == 302


def test_the_regional_office_lends_a_verifier_until_a_day(client_at) -> None:
    office = client_at("", "regional")
    assert "/akun/anggota/IDM/" in office.get(REGION).content.decode()
    typed = {"email": "new@idm.example", "name": "Sari", "role": "verifier", "decree": "ST-4"}
    assert office.post(MEMBERS, typed).status_code == 422
    assert office.post(MEMBERS, {**typed, "role": "officer", "until": day(20)}).status_code == 422
    assert office.post(MEMBERS, {**typed, "until": day(20)}).status_code == 302
    kept = newest()
    assert (kept.role, kept.lent_by_id, kept.during.upper.isoformat()) == ("verifier", "JABAR", day(20))
    assert office.post(f"{MEMBERS}{kept.pk}/akhiri/").status_code == 302
    with acting_as("owner"):
        officer = Membership.objects.get(account__email=address("officer", "IDM")).pk
        acts = AuditEntry.objects.filter(subject=f"account:{kept.account_id}").values_list("act", flat=True)
        assert {*acts} == {"membership.granted", "membership.revoked"}
    assert office.post(f"{MEMBERS}{officer}/akhiri/").status_code == 422


def test_who_reads_complaints_about_the_head_is_sent_and_ended_by_the_office_alone(client_at) -> None:
    office, head = client_at("", "regional"), client_at("", "head", prison="IDM")
    typed = {"email": "new@idm.example", "name": "Sari", "role": "complaint", "decree": "ST-5", "until": day(20)}
    assert head.post(MEMBERS, typed).status_code == 422
    assert office.post(MEMBERS, {**typed, "until": ""}).status_code == 422
    assert office.post(MEMBERS, typed).status_code == 302
    kept = newest()
    assert (kept.role, kept.lent_by_id) == ("complaint", "JABAR")
    assert head.post(f"{MEMBERS}{kept.pk}/akhiri/").status_code == 422
    assert office.post(f"{MEMBERS}{kept.pk}/akhiri/").status_code == 302


def test_an_office_sees_its_own_region_only(client_at) -> None:
    with acting_as("owner"):
        Membership.objects.filter(role="regional").update(region="JATENG")
    office = client_at("", "regional")
    assert office.get(MEMBERS).status_code == 403
    assert office.post(MEMBERS, NEW).status_code == 403
    assert MEMBERS not in office.get(REGION).content.decode()
    assert client_at("", "analyst").get(MEMBERS).status_code == 403
    for role in ("analyst", "stranger"):
        assert client_at("", role).get(REGION).status_code == 403


def test_the_region_says_who_is_missing(client_at, django_assert_max_num_queries) -> None:
    onboard_prison(CIREBON, by="system")
    office = client_at("", "regional")
    rows = {code: missing for code, _name, missing in office.get(REGION).context["prisons"]}
    assert (len(rows["CRB"]), rows["IDM"]) == (3, [])
    with django_assert_max_num_queries(8):
        office.get(REGION)


def test_members_need_the_full_factor(client_at) -> None:
    for client in (client_at("", "head", prison="IDM", factor=""), client_at("", "regional", factor="")):
        assert client.get(MEMBERS).status_code == 403
        assert client.post(MEMBERS, NEW).status_code == 403
    assert client_at("", "regional", factor="").get(REGION).status_code == 403


def test_the_page_costs_a_fixed_number_of_queries(client_at, django_assert_max_num_queries) -> None:
    head = client_at("", "head", prison="IDM")
    head.get(MEMBERS)
    with django_assert_max_num_queries(14):
        head.get(MEMBERS)


def test_destinations_speak_in_words(client_at) -> None:
    with acting_as("owner"):
        officer = Account.objects.get(email=address("officer", "IDM"))
        facts = {"account": officer, "granted_by": "x", "during": (clock.today(settings.TIME_ZONE), None)}
        Membership.objects.create(role="instructor", prison_id="GRT", **facts)
    page = client_at("", "officer", prison="IDM").get("/akun/tujuan/", headers={"accept-language": "en"})
    assert "Work-section officer" in page.content.decode()
    assert ">officer<" not in page.content.decode()


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"role": "head", "deputy": "plh", "ends": 9}, "tenants_membership_deputy"),
        ({"role": "head", "deputy": "plt", "decree": "SK-1"}, "tenants_membership_deputy"),
        ({"role": "head", "deputy": "pjs", "decree": "SK-1", "ends": 9}, "tenants_membership_deputy"),
        ({"role": "verifier", "lent_by_id": "JABAR"}, "tenants_membership_lent"),
        ({"role": "officer", "lent_by_id": "JABAR", "ends": 9}, "tenants_membership_lent"),
    ],
)
def test_the_database_refuses_a_membership_that_cannot_be(facts, constraint: str) -> None:
    first = clock.today(settings.TIME_ZONE)
    ends = first + timedelta(days=facts.pop("ends")) if "ends" in facts else None
    with acting_as("owner"):
        someone = Account.objects.get(email=address("stranger"))
    with acting_as("gate"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Membership.objects.create(account=someone, prison_id="IDM", during=(first, ends), granted_by="x", **facts)


def test_the_database_refuses_two_of_the_four_roles() -> None:
    first = clock.today(settings.TIME_ZONE)
    with acting_as("gate"):
        facts = {"account": Account.objects.get(email=address("stranger")), "during": (first, None), "granted_by": "x"}
        Membership.objects.create(role="officer", prison_id="IDM", **facts)
        Membership.objects.create(role="verifier", prison_id="GRT", **facts)
        with pytest.raises(IntegrityError, match="tenants_membership_four"), transaction.atomic():
            Membership.objects.create(role="verifier", prison_id="IDM", **facts)
