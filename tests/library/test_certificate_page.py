"""The public page of a certificate: valid or withdrawn, for which skill; it compares a name it does not know, and brands nobody."""

import re

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from core import clock
from programs.library import throttle
from programs.library.models import IssuedCertificate
from programs.library.selectors import is_name_on, issued_certificate, name_digest
from programs.people.services.certificates import withdraw_certificate
from tenants.isolation.acting import acting_as, in_prison
from tests.people.scene import DAY, MORNING, admit
from tests.people.skills import ISSUER, certify
from tests.words import told_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
NAME = "Kenari Pemantik"


@pytest.fixture
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def program() -> None:
    from tests.people.scene import adopt_programs

    adopt_programs()


@pytest.fixture
def made():
    with in_prison("IDM"):
        return certify(admit(1, name=NAME)[0])


def everything_in_public() -> str:
    """Every row of every public table as text."""
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        rows = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    assert len(rows) > 20
    return "\n".join(rows).lower()


def page_of(client, code: str, **options):
    return client.get(f"/sertifikat/{code}/", **options)


@pytest.mark.parametrize("language", ["id", "en", "es"])
def test_it_says_what_is_certified_and_no_word_of_custody(client_at, made, language: str) -> None:
    answer = page_of(client_at(), made.code, headers={"accept-language": language})
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (made.code, ISSUER, '<meta name="robots" content="noindex, nofollow">'):
        assert shown in text
    assert told_in(text, "indramayu", "idm", "kenari", "pemantik") == []
    assert told_in(" ".join(map(str, answer.headers.items())), "indramayu") == []
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    # "no-referrer" would hide the page's own origin, too, and a browser's comparison of a name would be refused
    assert answer["Referrer-Policy"] == "same-origin"
    assert "script-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/sertifikat/", "/sertifikat/XXXX-XXXX-XXXX/", "/sertifikat/%00/", "/sertifikat/é'\"/"]
)
def test_an_unknown_number_is_told_without_a_word_of_custody(client_at, path: str) -> None:
    answer = client_at().get(path)
    assert answer.status_code in {200, 404, 422}
    if "%00" not in path:
        assert told_in(answer.content.decode()) == []


def test_every_link_of_the_page_stays_on_it(client_at, made) -> None:
    links = re.findall(r'<a [^>]*href="([^"]*)"', page_of(client_at(), made.code).content.decode())
    assert set(links) <= {"#main", "/sertifikat/"}


def test_sample_data_is_marked_without_naming_what_is_invented(client_at) -> None:
    with in_prison("IDM"):
        sample = certify(admit(1)[0], is_demo=True)
    assert sample.code.startswith("CONTOH-")
    text = page_of(client_at(), sample.code).content.decode()
    assert "demo-strip" in text
    assert told_in(text) == []


def test_a_number_leads_to_its_page_however_it_is_typed(client_at, made) -> None:
    client = client_at()
    assert client.post("/sertifikat/", {"number": f" {made.code.lower()} "})["location"] == f"/sertifikat/{made.code}/"
    assert client.post("/sertifikat/", {"number": ""}).status_code == 422
    assert page_of(client, made.code.lower()).status_code == 200


@pytest.mark.parametrize(
    ("typed", "matches"),
    [(NAME, True), ("kenari  PEMANTIK.", True), ("Kenári Pemantik", True), ("Pemantik Kenari", False), ("K", False)],
)
def test_the_name_on_the_paper_is_compared_and_kept_nowhere(client_at, made, typed: str, matches: bool) -> None:
    client = client_at()
    answer = client.post(f"/sertifikat/{made.code}/", {"name": typed})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert ("notice-success" in text.split('id="name"')[1]) is matches
    assert told_in(text) == []
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert not [word for word in ("kenari", "pemantik") if word in everything_in_public()]


def test_trying_names_is_throttled_for_one_address_and_for_all(client_at, made) -> None:
    client = client_at()
    statuses = [client.post(f"/sertifikat/{made.code}/", {"name": "x"}).status_code for _try in range(12)]
    assert statuses == [200] * throttle.TRIES["address"] + [429, 429]
    assert (
        "notice-success"
        not in client.post(f"/sertifikat/{made.code}/", {"name": NAME}).content.decode().split('id="name"')[1]
    )
    assert client.post(f"/sertifikat/{made.code}/", {"name": "x"}, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.post(f"/sertifikat/{made.code}/", {"name": ""}).status_code == 422


def test_a_name_without_its_token_is_not_taken(client_at, made) -> None:
    client = client_at()
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/sertifikat/{made.code}/", {"name": NAME}).status_code == 403


def test_a_withdrawn_one_says_so_at_once_and_its_reason_stays_inside(client_at, made) -> None:
    with in_prison("IDM"):
        withdraw_certificate(made.pk, person=made.person_id, reason="Rahasia dalam", by="head")
    text = page_of(client_at(), made.code, headers={"accept-language": "en"}).content.decode()
    assert "Withdrawn" in text
    assert "Valid" not in text
    assert "Rahasia" not in text


def test_digests_of_one_name_differ_from_certificate_to_certificate() -> None:
    assert name_digest("A", NAME) == name_digest("a ", f"  {NAME.upper()}")
    assert name_digest("A", NAME) != name_digest("B", NAME)
    with acting_as("storefront"):
        assert issued_certificate("NONE") is None
        assert not is_name_on("NONE", NAME)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "library_certificate_code"),
        ({"code": "X", "name_digest": "0"}, "library_certificate_digest"),
        ({"code": "X", "withdrawn_on": DAY.replace(year=2020)}, "library_certificate_withdrawn"),
    ],
)
def test_the_database_refuses_a_row(made, change, constraint: str) -> None:
    with acting_as("owner"):
        row = IssuedCertificate.objects.get(code=made.code)
        names = [field.attname for field in row._meta.fields if not field.primary_key]
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            IssuedCertificate.objects.create(**{**{name: getattr(row, name) for name in names}, **change})


def test_a_prison_touches_its_own_rows_and_nobody_reads_whose_they_are(made) -> None:
    with in_prison("GRT"):
        assert not IssuedCertificate.objects.filter(code=made.code).exists()
        assert not IssuedCertificate.objects.filter(code=made.code).update(withdrawn_on=DAY)
    for role, act in (
        ("storefront", lambda: list(IssuedCertificate.objects.values_list("prison_code"))),
        ("storefront", lambda: IssuedCertificate.objects.update(issuer="x")),
        ("national", lambda: list(IssuedCertificate.objects.values_list("code"))),
    ):
        with acting_as(role), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()
    with in_prison("IDM"):
        for act in (
            lambda: IssuedCertificate.objects.update(issuer="x"),
            lambda: IssuedCertificate.objects.filter(code=made.code)._raw_delete("default"),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                act()
