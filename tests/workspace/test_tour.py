"""The tour is there in a demonstration on this machine only; its links sign in, its wall is tried for real."""

import re

import pytest
from django.conf import settings

from accounts.models import OneTimeLink
from marketplace.catalogue import shop
from programs.people import selectors as people
from programs.records.selectors import local_today
from programs.replication import drafts
from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.check.trial import try_every_pair
from tenants.models import Prison
from tenants.selectors import forget
from tests.scene import worked
from workspace.demo.first_day import ENROLLED, HELD

pytestmark = pytest.mark.django_db
PUBLIC = ("/tur/", "/tur/isi/", "/tur/setujui/", "/tur/keranjang/", "/tur/tembok/", "/tur/tembok.json")
FIRST_DAY = "/tur/hari-pertama/"
LINK = re.compile(r"/akun/demo/([\w-]+)/")


@pytest.fixture
def invented():
    """Every prison is marked, as in a demonstration. Hosts are remembered for seconds: before and after, nothing is."""
    with acting_as("owner"):
        Prison.objects.update(is_demo=True)
    forget()
    yield
    forget()


@pytest.fixture
def demonstration(monkeypatch, invented):
    monkeypatch.setattr(settings, "DEMO", True)


@pytest.mark.parametrize("path", PUBLIC)
def test_without_a_demonstration_there_is_no_tour(client_at, path):
    assert client_at().get(path).status_code == 404
    assert client_at("", "analyst").get(path).status_code == 404


@pytest.mark.parametrize("path", PUBLIC)
def test_another_machine_and_a_proxy_find_no_tour(client_at, demonstration, path):
    assert client_at().get(path, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client_at().get(path, headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404


def test_each_look_issues_links_of_its_own(client_at, demonstration):
    first, second = (client_at().get("/tur/").content.decode() for _look in range(2))
    tokens = LINK.findall(first)
    assert len(tokens) == len(set(tokens)) >= 6
    assert not set(tokens) & set(LINK.findall(second))
    with acting_as("gate"):
        assert OneTimeLink.objects.filter(purpose="demo").count() == len(tokens) * 2


def test_a_link_signs_in_once(client_at, demonstration):
    path = LINK.search(client_at().get("/tur/").content.decode())[0]
    visitor = client_at()
    assert visitor.get(path).headers["Location"] == "/tur/isi/"
    assert visitor.get(path).status_code != 302


def test_the_applicant_finds_the_form_filled_in(client_at, demonstration):
    client = client_at()
    assert client.get("/tur/isi/").headers["Location"].endswith("?dari=CRB")
    with acting_as("gate"):
        assert client.session[drafts.KEY]["decree_number"].startswith("CONTOH")


def test_the_basket_is_filled_from_what_is_on_offer(client_at, demonstration):
    worked("IDM")
    client = client_at()
    assert client.get("/tur/keranjang/?negara=US").status_code == 302
    with acting_as("gate"):
        session = client.session
        assert len(shop.cart_of(session)) == 1
        assert shop.country_of(session) == "US"


def test_the_wall_answers_with_its_own_words(client_at, demonstration):
    page = client_at().get("/tur/tembok/").content.decode()
    assert "permission denied for schema prison_grt" in page
    assert "permission denied for schema prison_idm" in page
    document = client_at().get("/tur/tembok.json").json()
    assert document["demo"] is True
    assert document["tried"] == document["refused"] == 2
    assert {row["sqlstate"] for row in document["tries"] if row["attacker"] != row["victim"]} == {"42501"}


def test_a_hole_in_the_wall_is_not_counted_as_refused():
    trial = try_every_pair(["IDM", "GRT"])
    assert (trial.foreign, trial.refused) == (2, 2)
    assert [each.code for each in trial.tries if each.is_own] == ["", ""]


def test_the_first_day_is_played_once_by_the_prisons_own_head(client_at, demonstration):
    client = client_at("IDM", "head")
    assert client.get(FIRST_DAY).status_code == 200
    register = client.post(FIRST_DAY).headers["Location"]
    assert client.post(FIRST_DAY).headers["Location"] == client.get(FIRST_DAY).headers["Location"] == register
    assert client.get(register).status_code == 200
    with in_prison("IDM"):
        assert people.base_counts(local_today())["all"] == HELD
        assert people.on_list("coir-shade", local_today()).count() == ENROLLED


def test_a_first_day_that_is_over_leads_to_its_register(client_at, demonstration):
    client = client_at("IDM", "head")
    register = client.post(FIRST_DAY).headers["Location"]
    assert client.post(f"{register}tutup/").status_code == 302
    assert client.get(FIRST_DAY).headers["Location"] == register
    assert client.post(FIRST_DAY).headers["Location"] == register


def test_another_machine_plays_no_first_day(client_at, demonstration):
    client = client_at("IDM", "head")
    assert client.post(FIRST_DAY, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.post(FIRST_DAY, headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404


def test_nobody_is_invented_at_a_real_prison(client_at, monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    client = client_at("IDM", "head")
    assert client.get(FIRST_DAY).status_code == client.post(FIRST_DAY).status_code == 404
    with in_prison("IDM"):
        assert people.base_counts(local_today())["all"] == 0


def test_only_head_and_officer_play_it(client_at, demonstration):
    for role, prison in (("treasurer", "IDM"), ("head", "GRT"), ("stranger", None)):
        assert client_at("IDM", role, prison=prison).post(FIRST_DAY).status_code == 403


def test_it_is_not_there_without_a_demonstration(client_at, invented):
    client = client_at("IDM", "head")
    assert client.get(FIRST_DAY).status_code == client.post(FIRST_DAY).status_code == 404
