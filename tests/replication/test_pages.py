"""The pages of replication: anyone sees the template and applies; only the nation and the region's office decide."""

import re

import pytest
from django.test import Client

from core.models import OutboxEvent
from core.money import rupiah
from programs.library.models import TemplateVersion
from programs.replication import tasks
from programs.replication.models import Application
from programs.replication.services import submit_application
from tenants.isolation.acting import acting_as
from tests.replication.cirebon import CIREBON, cirebon

pytestmark = pytest.mark.django_db
FORM = {
    "code": "CRB",
    "name": "Lapas Kelas I Cirebon",
    "kind": "lapas",
    "prison_class": "I",
    "province": "32",
    "programs": ["coir-shade", "bakery"],
    "scheme": "KEP1990_50_35_15",
    "decree_number": "",
    "admin_email": "kalapas@crb.example",
}
APPROVERS = ("analyst", "regional")


@pytest.fixture
def submitted() -> Application:
    with acting_as("storefront"):
        return submit_application(CIREBON, by="anonymous")


@pytest.fixture
def elsewhere() -> Application:
    """An application of another region."""
    with acting_as("storefront"):
        return submit_application(cirebon(code="BNA", name="Lapas Kelas IIA Banda Aceh", province="11"), by="anonymous")


def test_the_template_shows_programs_money_and_sourced_milestones(client_at) -> None:
    page = client_at().get("/onboarding/", headers={"accept-language": "en"}).content.decode()
    for words in (
        "Coir Shade",
        rupiah(450_000, "en"),
        rupiah(26_000, "en"),
        "gerbanginvestigasi.com",
        "Nothing between these days",
    ):
        assert words in page


def test_without_a_template_the_page_says_so(client_at) -> None:
    with acting_as("owner"):
        TemplateVersion.objects.all().delete()
    assert client_at().get("/onboarding/").status_code == 200
    assert client_at().get("/onboarding/daftar/").status_code == 404


def test_the_register_fills_in_the_form(client_at) -> None:
    page = client_at().get("/onboarding/daftar/?dari=CRB").content.decode()
    assert 'value="Lapas Kelas I Cirebon"' in page
    assert re.search(r'<option value="32" selected>', page)
    assert '<option value="IDM"' not in page
    assert client_at().get("/onboarding/daftar/?dari=%27%22NOPE").status_code == 200


def test_who_applies_follows_the_application_to_the_address(client_at) -> None:
    client = client_at()
    sent = client.post("/onboarding/daftar/", FORM)
    assert sent.status_code == 302
    with acting_as("owner"):
        application = Application.objects.get(code="CRB")
    assert sent["location"] == f"/onboarding/pengajuan/{application.pk}/"
    assert "kalapas@crb.example" not in client.get(sent["location"]).content.decode()
    client_at("", "analyst").post(f"/onboarding/persetujuan/{application.pk}/setujui/")
    assert 'http-equiv="refresh"' in client.get(sent["location"]).content.decode()
    with acting_as("owner"):
        event = OutboxEvent.objects.get(topic="replication.approved")
    tasks.provision(**event.body)
    ready = client.get(sent["location"]).content.decode()
    assert "http://cirebon.localhost:8000/" in ready
    assert 'http-equiv="refresh"' not in ready


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "public"},
        {"code": "pg_x"},
        {"code": "C'B"},
        {"code": "GRT"},
        {"code": "C" * 64},
        {"province": "99"},
        {"province": ""},
        {"kind": "hotel"},
        {"programs": ["gold"]},
        {"programs": []},
        {"scheme": "NONE"},
        {"admin_email": "kalapas"},
        {"name": ""},
        {"name": "x"},
    ],
)
def test_a_bad_value_comes_back_with_what_was_typed_and_why(client_at, changes) -> None:
    answer = client_at().post("/onboarding/daftar/", {**FORM, "decree_number": "KEP-9", **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="KEP-9"' in page
    assert 'aria-invalid="true"' in page
    with acting_as("owner"):
        assert not Application.objects.filter(code=changes.get("code", "CRB")[:10], submitted_by="anonymous").exists()


def test_an_application_that_is_none_is_not_found(client_at) -> None:
    assert client_at().get("/onboarding/pengajuan/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client_at().get("/onboarding/pengajuan/x/").status_code == 404


@pytest.mark.parametrize("role", APPROVERS)
def test_an_approver_reads_and_approves(client_at, submitted, role) -> None:
    client: Client = client_at("", role)
    assert "Lapas Kelas I Cirebon" in client.get("/onboarding/persetujuan/").content.decode()
    assert "kalapas@crb.example" in client.get(f"/onboarding/persetujuan/{submitted.pk}/").content.decode()
    assert client.post(f"/onboarding/persetujuan/{submitted.pk}/setujui/").status_code == 302
    with acting_as("owner"):
        assert Application.objects.get(pk=submitted.pk).state == "approved"


def test_declining_asks_for_a_reason_and_shows_it(client_at, submitted) -> None:
    client, url = client_at("", "regional"), f"/onboarding/persetujuan/{submitted.pk}/tolak/"
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "The class is IIA."}).status_code == 302
    assert "The class is IIA." in client_at().get(f"/onboarding/pengajuan/{submitted.pk}/").content.decode()
    assert client.post(url, {"reason": "Again."}).status_code == 409


def test_a_regional_office_decides_for_its_own_provinces(client_at, elsewhere) -> None:
    client = client_at("", "regional")
    assert "Banda Aceh" not in client.get("/onboarding/persetujuan/").content.decode()
    for path in ("", "setujui/", "tolak/"):
        url = f"/onboarding/persetujuan/{elsewhere.pk}/{path}"
        answer = client.post(url, {"reason": "x"}) if path else client.get(url)
        assert answer.status_code == 403
    with acting_as("owner"):
        assert Application.objects.get(pk=elsewhere.pk).state == "submitted"


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/setujui/", "{pk}/tolak/"])
def test_strangers_and_members_of_prisons_are_refused(client_at, submitted, path) -> None:
    url = f"/onboarding/persetujuan/{path.format(pk=submitted.pk)}"
    send = "post" if path.endswith(("setujui/", "tolak/")) else "get"
    for client in (client_at("", "stranger"), client_at("", "head", prison="IDM")):
        assert getattr(client, send)(url, {"reason": "x"}).status_code == 403
    answer = getattr(client_at(), send)(url)
    assert answer.status_code == 302
    assert answer["location"].startswith("/akun/login/")
    with acting_as("owner"):
        assert Application.objects.get(pk=submitted.pk).state == "submitted"


def test_pages_ask_the_database_a_fixed_number_of_times(client_at, submitted, elsewhere, django_assert_max_num_queries):
    for path, most in (("/onboarding/", 2), ("/onboarding/daftar/", 4), (f"/onboarding/pengajuan/{submitted.pk}/", 2)):
        with django_assert_max_num_queries(most):
            client_at().get(path)
    client = client_at("", "analyst")
    with django_assert_max_num_queries(8):
        client.get("/onboarding/persetujuan/")
