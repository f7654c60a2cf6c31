"""A prison applies: found in the register or described, from an official address, with what is known and no more."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Account
from core.models import OutboxEvent
from programs.library.models import TemplateVersion
from programs.replication import tasks
from programs.replication.models import Application
from programs.replication.services import approve, decline, submit_application
from tenants.isolation.acting import acting_as
from tenants.provisioning.steps import STEPS
from tests.cast import address
from tests.replication.applying import APPLICANT, FORM, PAGE, applicant
from tests.replication.cirebon import CIREBON

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
HTMX = {"hx-request": "true", **ENGLISH}


@pytest.fixture
def client(client_at) -> Client:
    """Who applies, signed in with an official address."""
    return applicant(client_at())


def applications() -> list[Application]:
    with acting_as("owner"):
        return list(Application.objects.exclude(submitted_by="system").order_by("submitted_at"))


def test_anyone_may_look_and_is_told_what_sending_needs(client_at) -> None:
    page = client_at().get(PAGE, headers=ENGLISH).content.decode()
    for words in ("sending needs an official address", "/akun/login/?next=/onboarding/daftar/", "kemenimipas.go.id"):
        assert words in page
    assert "contoh.example" not in page  # counts in the demonstration only


def test_without_a_template_there_is_nothing_to_apply_for(client_at) -> None:
    with acting_as("owner"):
        TemplateVersion.objects.all().delete()
    assert client_at().get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cirebon", "?dari=CRB"),
        ("jawa barat cirebon", "?dari=CRB"),
        ("west java i cirebon", "?dari=CRB"),
        ("crb", "?dari=CRB"),
        ("indramayu", "is here already"),
        ("no such place", "Nothing in the register matches"),
        ("x" * 5000, "Nothing in the register matches"),
    ],
)
def test_the_register_is_searched_by_name_city_and_province(client_at, text, found) -> None:
    whole = client_at().get(PAGE, {"cari": text}, headers=ENGLISH).content.decode()
    part = client_at().get(PAGE, {"cari": text}, headers=HTMX).content.decode()
    assert found in whole
    assert found in part
    assert "<html" not in part


def test_a_wide_search_says_how_many_more_there_are(client_at) -> None:
    assert "more match" in client_at().get(PAGE, {"cari": "lapas"}, headers=HTMX).content.decode()


def test_a_chosen_prison_fills_in_the_form_with_its_source(client_at) -> None:
    page = client_at().get(f"{PAGE}?dari=CRB", headers=ENGLISH).content.decode()
    for value in ("Lapas Kelas I Cirebon", "CRB", "cirebon"):
        assert f'value="{value}"' in page
    assert re.search(r'<option value="32"\s+selected\s*>', page)
    assert "teraspasundan.com" in page
    assert "illustration" in page


def test_a_prison_that_is_here_or_unknown_fills_in_nothing(client_at) -> None:
    here = client_at().get(f"{PAGE}?dari=IDM", headers=ENGLISH).content.decode()
    assert "This prison is here already" in here
    assert 'value="IDM"' not in here
    assert client_at().get(f"{PAGE}?dari=%27%22NOPE").status_code == 200


def test_what_is_typed_before_signing_in_waits_in_the_form(client_at) -> None:
    client = client_at()
    sent = client.post(PAGE, {**FORM, "decree_number": "KEP-9", "ready-covered-area": "yes"}, headers=ENGLISH)
    assert sent["location"] == PAGE
    assert "Not sent yet" in client.get(PAGE, headers=ENGLISH).content.decode()
    assert applications() == []
    page = applicant(client).get(PAGE, headers=ENGLISH).content.decode()
    assert 'value="KEP-9"' in page
    assert re.search(r'value="yes"[^>]*id="id_ready-covered-area_0"[^>]*checked', page)
    assert APPLICANT in page


def test_another_language_half_way_keeps_what_was_typed(client_at) -> None:
    client = client_at()
    client.post(PAGE, {**FORM, "act": "check", "decree_number": "KEP-9"})
    client.post("/i18n/setlang/", {"language": "en", "next": PAGE})
    page = client.get(PAGE).content.decode()
    assert "How a sale is divided" in page
    assert 'value="KEP-9"' in page


def test_another_address_is_told_what_to_do_and_keeps_what_was_typed(client_at) -> None:
    client = client_at("", "stranger")
    answer = client.post(PAGE, {**FORM, "decree_number": "KEP-9"}, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 403
    for words in (f"{address('stranger')} is not an official address", "/akun/email/", 'value="KEP-9"'):
        assert words in page
    assert applications() == []


def test_a_confirmed_second_address_may_be_the_official_one(client_at) -> None:
    client = client_at("", "stranger")
    with acting_as("gate"):
        account = Account.objects.get(email=address("stranger"))
        second = EmailAddress.objects.create(user=account, email=APPLICANT, verified=False)
    assert client.post(PAGE, FORM).status_code == 403
    with acting_as("gate"):
        EmailAddress.objects.filter(pk=second.pk).update(verified=True)
    assert client.post(PAGE, FORM).status_code == 302
    assert applications()[0].applicant_email == APPLICANT


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("a@kemenimipas.go.id", 302),
        ("a@jabar.ditjenpas.go.id", 302),
        ("a@cirebonkota.go.id", 302),
        ("a@contoh.example", 403),
        ("a@go.id.example", 403),
        ("a@xgo.id", 403),
        ("a@kemenimipas.go.id.example", 403),
    ],
)
def test_an_address_is_official_by_its_domain(client_at, email, status) -> None:
    assert applicant(client_at(), email).post(PAGE, FORM).status_code == status


def test_in_the_demonstration_its_own_addresses_count(client_at, settings) -> None:
    settings.DEMO = True
    assert applicant(client_at(), "a@contoh.example").post(PAGE, FORM).status_code == 302
    assert applications()[0].is_demo


def test_who_applies_follows_the_application_to_the_prison(client) -> None:
    sent = client.post(PAGE, {**FORM, "ready-covered-area": "no"})
    (application,) = applications()
    assert sent["location"] == f"/onboarding/pengajuan/{application.pk}/"
    assert application.readiness["covered-area"] == "no"
    assert application.readiness["supervising-officer"] == "unknown"
    with acting_as("national"):
        approve(application.pk, by="approver")
    running = client.get(sent["location"]).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in running
    assert 'hx-trigger="every 1s"' in running
    with acting_as("owner"):
        event = OutboxEvent.objects.get(topic="replication.approved")
    tasks.provision(**event.body)
    ready = client.get(sent["location"], headers=ENGLISH).content.decode()
    for words in (
        "http://cirebon.localhost:8000/",
        "prison_crb",
        "Made in",
        "First step",
        "Sent to kalapas@crb.example",
    ):
        assert words in ready
    assert "every 1s" not in ready
    assert 'http-equiv="refresh"' not in ready


def test_every_step_is_kept_with_its_time(client) -> None:
    client.post(PAGE, FORM)
    (application,) = applications()
    with acting_as("national"):
        approve(application.pk, by="approver")
    tasks.provision(application=str(application.pk))
    (ready,) = applications()
    assert set(ready.timings) == set(STEPS)
    assert sum(ready.timings.values()) <= ready.seconds + 0.01


def test_sent_twice_it_is_one_application(client) -> None:
    first, second = client.post(PAGE, FORM), client.post(PAGE, FORM)
    assert first["location"] == second["location"]
    assert len(applications()) == 1
    assert client.post(PAGE, {**FORM, "programs": ["knitting"]}).status_code == 422


def test_once_sent_the_form_is_empty_again(client) -> None:
    client.post(PAGE, {**FORM, "decree_number": "KEP-9"})
    assert "KEP-9" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "public"},
        {"code": "pg_x"},
        {"code": "C'B"},
        {"code": "GRT"},
        {"code": "C" * 64},
        {"code": "CRB\x00"},
        {"province": "99"},
        {"province": ""},
        {"kind": "hotel"},
        {"prison_class": "IV"},
        {"programs": ["gold"]},
        {"programs": []},
        {"scheme": "NONE"},
        {"admin_email": "kalapas"},
        {"name": ""},
        {"name": "x"},
        {"name": "x" * 121},
        {"slug": "garut"},
        {"slug": "UPPER"},
        {"slug": "www"},
        {"ready-covered-area": "perhaps"},
        {"decree_number": "KEP-9", "admin_email": "x" * 400},
    ],
)
def test_a_bad_value_comes_back_with_what_was_typed_and_why(client, changes) -> None:
    answer = client.post(PAGE, {**FORM, "decree_number": "KEP-9", **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="KEP-9"' in page
    assert "errorlist" in page
    assert applications() == []


def test_a_prison_that_came_meanwhile_is_a_conflict_beside_the_code(client) -> None:
    with acting_as("storefront"):
        submit_application(CIREBON, applicant=APPLICANT, by="another")
    answer = client.post(PAGE, FORM, headers=ENGLISH)
    assert answer.status_code == 422
    assert "An application for this prison waits already." in answer.content.decode()


def test_an_address_that_another_application_asks_for_is_refused(client) -> None:
    client.post(PAGE, FORM)
    answer = client.post(PAGE, {**FORM, "code": "CRBX", "slug": "cirebon"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "Another application asks for this address" in answer.content.decode()


def test_a_declined_application_shows_its_reason_and_the_way_on(client) -> None:
    client.post(PAGE, FORM)
    (application,) = applications()
    with acting_as("national"):
        decline(application.pk, reason="The class is IIA.", by="approver")
    page = client.get(f"/onboarding/pengajuan/{application.pk}/").content.decode()
    assert "The class is IIA." in page
    assert "/onboarding/daftar/?dari=CRB" in page
    assert client.post(PAGE, FORM).status_code == 302


def test_own_applications_are_listed_and_others_are_not(client, client_at) -> None:
    assert "You have sent no application yet" in client.get("/onboarding/pengajuan/", headers=ENGLISH).content.decode()
    client.post(PAGE, FORM)
    (application,) = applications()
    assert str(application.pk) in client.get("/onboarding/pengajuan/").content.decode()
    other = client_at("", "stranger")
    assert str(application.pk) not in other.get("/onboarding/pengajuan/").content.decode()
    for path in ("", "kemajuan/"):
        url = f"/onboarding/pengajuan/{application.pk}/{path}"
        for stranger in (other, client_at("", "regional"), client_at("", "head", prison="IDM")):
            assert stranger.get(url).status_code == 403
        assert client_at().get(url)["location"].startswith("/akun/login/")
    assert client_at().get("/onboarding/pengajuan/")["location"].startswith("/akun/login/")


def test_who_has_an_official_address_finds_them_in_the_account_menu(client, client_at) -> None:
    link = 'href="/onboarding/pengajuan/"'
    for page in ("/", "/onboarding/"):
        assert link in client.get(page).content.decode()
        for other in (client_at("", "buyer"), client_at()):
            assert link not in other.get(page).content.decode()


def test_an_application_that_is_none_is_not_found(client) -> None:
    assert client.get("/onboarding/pengajuan/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.get("/onboarding/pengajuan/x/").status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries) -> None:
    for path, most in ((PAGE, 7), (f"{PAGE}?dari=CRB", 9), (f"{PAGE}?cari=cirebon", 9), ("/onboarding/pengajuan/", 6)):
        with django_assert_max_num_queries(most):
            client.get(path)
