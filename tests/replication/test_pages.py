"""The pages of who approves: only the nation and the region's office decide, on one page, in one press."""

import pytest
from django.test import Client

from core.models import OutboxEvent
from programs.replication import tasks
from programs.replication.models import Application
from programs.replication.services import approve, submit_application
from tenants.isolation.acting import acting_as
from tests.replication.applying import APPLICANT
from tests.replication.cirebon import CIREBON, cirebon

pytestmark = pytest.mark.django_db
APPROVERS = ("analyst", "regional")
LIST = "/onboarding/persetujuan/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def submitted() -> Application:
    with acting_as("storefront"):
        return submit_application(CIREBON, applicant=APPLICANT, answers={"covered-area": "no"}, by="anonymous")


@pytest.fixture
def elsewhere() -> Application:
    """An application of another region."""
    spec = cirebon(code="BNA", name="Lapas Kelas IIA Banda Aceh", province="11", prison_class="IIA")
    with acting_as("storefront"):
        return submit_application(spec, applicant=APPLICANT, by="anonymous")


def approved(application: Application) -> None:
    with acting_as("national"):
        approve(application.pk, by="approver")


@pytest.mark.parametrize("role", APPROVERS)
def test_an_approver_reads_and_approves(client_at, submitted, role) -> None:
    client: Client = client_at("", role)
    assert "Lapas Kelas I Cirebon" in client.get(LIST).content.decode()
    assert "kalapas@crb.example" in client.get(f"{LIST}{submitted.pk}/").content.decode()
    assert client.post(f"{LIST}{submitted.pk}/setujui/").status_code == 302
    with acting_as("owner"):
        assert Application.objects.get(pk=submitted.pk).state == "approved"


def test_all_facts_stand_on_one_page(client_at, submitted) -> None:
    page = client_at("", "regional").get(f"{LIST}{submitted.pk}/", headers=ENGLISH).content.decode()
    for words in (
        "cirebon.localhost",
        APPLICANT,
        "not an official domain",
        "as in the register",
        "teraspasundan.com",
        "Covered workshop area",
        "Something is missing",
        "Legal basis not verified yet",
        "KEP-7/CRB/2026",
    ):
        assert words in page


def test_what_differs_from_the_register_is_said(client_at) -> None:
    for code, prison_class, words in (("CRB", "III", "class: I"), ("ZZ9", "I", "Not in the register")):
        with acting_as("storefront"):
            spec = cirebon(code=code, prison_class=prison_class, slug=code.lower())
            sent = submit_application(spec, applicant=APPLICANT, by="anonymous")
        page = client_at("", "analyst").get(f"{LIST}{sent.pk}/", headers=ENGLISH).content.decode()
        assert words in page


def test_approving_twice_says_and_tells_it_once(client_at, submitted) -> None:
    client = client_at("", "regional")
    for _press in range(2):
        assert client.post(f"{LIST}{submitted.pk}/setujui/").status_code == 302
    with acting_as("owner"):
        assert OutboxEvent.objects.filter(topic="replication.approved").count() == 1


def test_the_approver_follows_the_set_up_to_its_result(client_at, submitted) -> None:
    approved(submitted)
    client = client_at("", "regional")
    part = f"{LIST}{submitted.pk}/kemajuan/"
    assert client.get(part).status_code == 302
    running = client.get(part, headers={"hx-request": "true"}).content.decode()
    assert f'hx-get="{part}"' in running
    tasks.provision(application=str(submitted.pk))
    ready = client.get(part, headers={"hx-request": "true", **ENGLISH}).content.decode()
    assert "hx-get" not in ready
    for words in ("prison_crb", "sabut_prison_crb", "http://cirebon.localhost:8000/", "Made in", "works once"):
        assert words in ready


def test_declining_asks_for_a_reason(client_at, submitted) -> None:
    client, url = client_at("", "regional"), f"{LIST}{submitted.pk}/tolak/"
    for reason in (" ", "x" * 301):
        answer = client.post(url, {"reason": reason})
        assert answer.status_code == 422
        assert "<details open" in answer.content.decode()
    assert client.post(url, {"reason": "The class is IIA."}).status_code == 302
    assert client.post(url, {"reason": "Again."}).status_code == 409
    assert client.post(f"{LIST}{submitted.pk}/setujui/").status_code == 409


def test_the_list_is_narrowed_by_state_and_words(client_at, submitted, elsewhere) -> None:
    client = client_at("", "analyst")
    approved(elsewhere)
    for query, is_there, is_elsewhere in (
        ("", True, True),
        ("?state=submitted", True, False),
        ("?state=approved", False, True),
        ("?state=ready", False, False),
        ("?state=nonsense", True, True),
        ("?cari=cirebon", True, False),
        ("?cari=bna", False, True),
        ("?cari=nothing+at+all", False, False),
        ("?page=999", True, True),
        ("?page=x", True, True),
    ):
        page = client.get(LIST + query).content.decode()
        assert (f"{submitted.pk}" in page, f"{elsewhere.pk}" in page) == (is_there, is_elsewhere), query


def test_empty_lists_say_what_to_do(client_at, submitted) -> None:
    assert "Show all" in client_at("", "analyst").get(f"{LIST}?state=failed", headers=ENGLISH).content.decode()
    with acting_as("owner"):
        Application.objects.all().delete()
    assert "No application yet" in client_at("", "analyst").get(LIST, headers=ENGLISH).content.decode()


def test_a_regional_office_decides_for_its_own_provinces(client_at, elsewhere) -> None:
    client = client_at("", "regional")
    assert "Banda Aceh" not in client.get(LIST).content.decode()
    for path in ("", "kemajuan/", "setujui/", "tolak/"):
        url = f"{LIST}{elsewhere.pk}/{path}"
        answer = client.post(url, {"reason": "x"}) if path in {"setujui/", "tolak/"} else client.get(url)
        assert answer.status_code == 403
    with acting_as("owner"):
        assert Application.objects.get(pk=elsewhere.pk).state == "submitted"


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/kemajuan/", "{pk}/setujui/", "{pk}/tolak/"])
def test_strangers_and_members_of_prisons_are_refused(client_at, submitted, path) -> None:
    url = f"{LIST}{path.format(pk=submitted.pk)}"
    send = "post" if path.endswith(("setujui/", "tolak/")) else "get"
    for client in (client_at("", "stranger"), client_at("", "head", prison="IDM")):
        assert getattr(client, send)(url, {"reason": "x"}).status_code == 403
    answer = getattr(client_at(), send)(url)
    if send == "post":  # what was sent is not saved, and the page says so
        assert answer.status_code == 401
    else:
        assert answer["location"].startswith("/akun/login/")
    with acting_as("owner"):
        assert Application.objects.get(pk=submitted.pk).state == "submitted"


def test_pages_ask_the_database_a_fixed_number_of_times(client_at, submitted, elsewhere, django_assert_max_num_queries):
    client = client_at("", "analyst")
    for path, most in (("", 9), (f"{submitted.pk}/", 12), (f"{submitted.pk}/kemajuan/", 8)):
        with django_assert_max_num_queries(most):
            client.get(LIST + path, headers={"hx-request": "true"})
