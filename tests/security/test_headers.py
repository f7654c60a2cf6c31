"""Every answer carries the headers that keep a browser from running, framing, guessing or keeping what it should not."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.security.crawl import addresses, ask, listed
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db
STRICT = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
}


def policy(response) -> dict[str, list[str]]:
    rules = (rule.split() for rule in response["content-security-policy"].split(";") if rule.strip())
    return {name: sources for name, *sources in rules}


def faults(response) -> list[str]:
    is_file = "sandbox" in policy(response)  # to be saved, in no page
    found = [name for name, sources in STRICT.items() if not is_file and policy(response).get(name) != sources]
    found += [] if policy(response)["default-src"] == ["'none'"] else ["default-src"]
    found += [
        source for sources in policy(response).values() for source in sources if "unsafe" in source or source == "*"
    ]
    wanted = {"x-frame-options": "DENY", "x-content-type-options": "nosniff", "referrer-policy": "same-origin"}
    found += [name for name, value in wanted.items() if response.get(name) not in {value, "no-referrer"}]
    return found + [f"cookie {cookie.key}" for cookie in response.cookies.values() if not is_guarded(cookie)]


def is_guarded(cookie) -> bool:
    is_secret = cookie.key != settings.LANGUAGE_COOKIE_NAME and cookie["max-age"] != 0
    return bool(cookie["samesite"]) and (bool(cookie["httponly"]) or not is_secret) and not cookie["domain"]


def test_every_answer_of_every_address_is_guarded(client_at) -> None:
    known = played()
    viewers = [
        (settings.PRISON_URLCONF, client_at(PLACE, "head")),
        (settings.PRISON_URLCONF, client_at(PLACE)),
        (settings.PRISON_URLCONF, client_at(PLACE, "stranger")),
        (settings.ROOT_URLCONF, client_at("", "analyst")),
        (settings.ROOT_URLCONF, client_at()),
    ]
    wrong = []
    for urlconf, client in viewers:
        for address in addresses(urlconf, known):
            for method in ("GET", "POST"):
                answer = ask(client, method, address.path)
                wrong += [(address, method, answer.status_code, fault) for fault in faults(answer)]
                is_private = urlconf == settings.PRISON_URLCONF or "sessionid" in client.cookies
                if is_private and not {"no-store", "private"} <= set(answer.get("cache-control", "").split(", ")):
                    wrong.append((address, method, answer.status_code, answer.get("cache-control")))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(
    ("host", "path"),
    [("nowhere.localhost", "/"), ("evil.example", "/"), ("localhost", "/nowhere/"), ("localhost", "/%00")],
)
def test_an_error_is_guarded_too(host, path) -> None:
    assert faults(Client(headers={"host": host}).get(path)) == []


def test_no_page_holds_a_script_or_a_style_of_its_own(client_at) -> None:
    known = played()
    wrong = []
    for urlconf, client in ((settings.PRISON_URLCONF, client_at(PLACE, "head")), (settings.ROOT_URLCONF, client_at())):
        for address in addresses(urlconf, known):
            text = ask(client, "GET", address.path).getvalue().decode(errors="replace")
            bad = ("<style", " style=", "javascript:", " onclick=", " onload=", " onerror=", " onsubmit=", " onchange=")
            wrong += [(address, each) for each in bad if each in text]
            wrong += [(address, part[:80]) for part in text.split("<script")[1:] if "src=" not in part.split(">")[0]]
    assert not wrong, listed(wrong)


def test_production_sends_cookies_by_tls_only() -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG")
    code = f"from config import settings; print(*(int(getattr(settings, name)) for name in {names!r}))"
    production = {
        "SABUT_ENV": "production",
        "SECRET_KEY": "k" * 60,
        "FIELD_KEY": "A" * 43 + "=",
        "DATABASE_URL": "postgres://u:p@localhost/d",
        "BROKER_URL": "redis://localhost/0",
        "CACHE_URL": "redis://localhost/1",
        "BASE_HOST": "sabut.example",
        "ORIGIN": "https://sabut.example",
    }
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **production},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == ["1", "1", "1", "31536000", "0"], ran.stderr
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
