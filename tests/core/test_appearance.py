"""Light and dark work without script: a posted choice, a cookie, a word on the page's root."""

import pytest

from core.appearance import COOKIE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_kept_and_shown(client_at, theme):
    client = client_at()
    response = client.post("/tema/", {"theme": theme, "next": "/gaya/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/gaya/?a=1")
    cookie = client.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")
    assert f'data-theme="{theme}"' in client.get("/gaya/").content.decode()


def test_without_a_choice_the_device_decides(client_at):
    client = client_at()
    assert "data-theme" not in client.get("/gaya/").content.decode()
    client.post("/tema/", {"theme": "dark"})
    client.post("/tema/", {"theme": "system"})
    assert "data-theme" not in client.get("/gaya/").content.decode()


@pytest.mark.parametrize("theme", ["", "pink", '"><script>', "x" * 5000])
def test_a_strange_choice_changes_nothing(client_at, theme):
    client = client_at()
    assert client.post("/tema/", {"theme": theme}).status_code == 302
    assert COOKIE not in client.cookies


def test_a_strange_cookie_counts_as_none(client_at):
    client = client_at()
    client.cookies[COOKIE] = '"><script>'
    assert "data-theme" not in client.get("/gaya/").content.decode()


@pytest.mark.parametrize("wish", ["//evil.example/", "https://evil.example/", "/\\evil.example", ""])
def test_the_way_back_stays_on_this_host(client_at, wish):
    assert client_at().post("/tema/", {"theme": "dark", "next": wish})["Location"] == "/"


def test_a_choice_is_posted(client_at):
    assert client_at().get("/tema/").status_code == 405


def test_a_prison_has_the_same_choice(client_at):
    client = client_at("IDM", "officer")
    client.post("/tema/", {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
