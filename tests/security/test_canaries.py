"""Nobody's facts leave their prison: planted names and numbers are found nowhere outside it after the whole main job."""

import logging
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, connection, transaction

from accounts.services import Purpose
from core import clock
from core.embedded.paths import places
from core.log_lines import LineFormatter
from core.logins import become_app, become_owner
from marketplace.orders import services as orders
from programs.people.models import Person
from programs.workshop.models import Lot
from tenants.isolation.acting import acting_as, in_prison
from tests.accounts.links import link_for
from tests.cast import address
from tests.running import Running, broker_client, product
from tests.scene import worked
from tests.security.crawl import forms_in
from tests.security.visitor import Visitor
from tests.waiting import wait_until
from tests.worker.test_real_worker import undelivered

NAME, NUMBER, BIRTH = "Kenari Pemantik", "CNRY/77/2025", "1981-07-13"
CANARIES = ("kenari", "pemantik", "cnry/77", "cnry%2f77", "cnry", "1981-07-13", "13/07/1981", "13-07-1981")
CSV = (
    "register_number,name,kind,birth_date,block,risk\n"
    f"{NUMBER},{NAME},narapidana,{BIRTH},Blok A,rendah\n"
    f"{NUMBER},{NAME},narapidana,{BIRTH},Blok A,rendah\n"
    f"=CNRY/77/x,{NAME},narapidana,{BIRTH},Blok A,rendah\n"
    f"CNRY/78/2025,@{NAME},narapidana,13/07/1981 Pemantik,Blok A,rendah\n"
    f"CNRY/79/2025,{NAME * 20},kenari,{BIRTH},Blok A,rendah\n"
)
PRODUCT = "coir-shade"


def canaries_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text.lower()]


def everything_in_public() -> str:
    """Every row of every public table as text, as the owner sees it."""
    become_owner()
    try:
        with acting_as("owner"), connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
            tables = [table for (table,) in cursor.fetchall()]
            assert len(tables) > 20
            rows = []
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                rows += [row for (row,) in cursor.fetchall()]
            return "\n".join(rows)
    finally:
        become_app()


@pytest.fixture
def broker_talk() -> Iterator[list[str]]:
    """Every command the broker receives while the test runs."""
    heard: list[str] = []
    monitor = broker_client().monitor()
    monitor.__enter__()
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            heard.append(str(monitor.next_command()["command"]))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield heard
    done.set()
    broker_client().ping()
    thread.join(5)
    monitor.__exit__(None, None, None)


@pytest.fixture
def server_log() -> Iterator[list[str]]:
    """What the database server writes while the test runs; nothing where it is not ours."""
    log = places(Path(settings.BASE_DIR)).log("postgres")
    start = log.stat().st_size if settings.EMBEDDED else 0
    written: list[str] = []
    yield written
    if settings.EMBEDDED:
        with log.open("rb") as stream:
            stream.seek(start)
            written.append(stream.read().decode(errors="replace"))
    assert canaries_in("\n".join(written)) == []


def staff_at_work(running: Running) -> dict[str, Visitor]:
    """The prison's staff, each let in by a ticket."""
    found = {}
    for role in ("head", "officer", "verifier", "treasurer"):
        found[role] = Visitor(running, "indramayu")
        token = link_for(address(role, "IDM"), Purpose.TICKET, host="indramayu.localhost", factor="full")
        found[role].get(f"/tiket/{token}/")
    return found


def admit(staff: dict[str, Visitor]) -> int:
    """Import the canaries by the page, look at them in every way, enrol the good one; returns its id."""
    officer, head, today = staff["officer"], staff["head"], local_today()
    officer.get("/orang/impor/")
    officer.post("/orang/impor/", {}, file=CSV.encode())
    columns = ("register_number", "name", "kind", "birth_date", "block", "risk")
    seen = officer.post("/orang/impor/kolom/", {field: n for n, field in enumerate(columns)})
    seen += officer.post("/orang/impor/terima/", {})
    assert {*canaries_in(seen)} <= {"kenari", "pemantik"}, "its sender sees names, never a number or a birth date"
    assert (
        "register_number"
        in officer.post("/orang/impor/", {}, file=b"nama;Kenari Pemantik\nCNRY/77", status=422).lower()
    )
    with in_prison("IDM"):
        person = Person.objects.get(name=NAME).pk
    assert NAME in officer.post("/orang/", {"text": "Kenari"})
    terms = {
        "purpose": "work",
        "text_version": "work-1",
        "answer": "given",
        "language": "id",
        "read_aloud": "on",
        "witness": "Saksi Contoh",
    }
    officer.get(f"/orang/{person}/persetujuan/")
    officer.post(f"/orang/{person}/persetujuan/", {**terms, "starts": today})
    officer.post(f"/orang/{person}/persetujuan/", {**terms, "starts": today}, status=409)
    papers = {"program": PRODUCT, "board_number": "TPP-1", "decree_number": "SK-1", "clearance": "fit"}
    days = {
        "board_on": today,
        "decree_on": today,
        "expires": today + timedelta(days=90),
    }
    officer.post("/orang/putusan/", {**papers, **days, "person": person})
    officer.post(f"/orang/{person}/peserta/", {"program": PRODUCT, "purpose": "sale", "starts": today})
    assert NUMBER not in head.get(f"/orang/{person}/")
    assert NUMBER in head.post(f"/orang/{person}/nomor-register/", {})
    assert NAME in head.get("/orang/ekspor.csv")
    officer.get("/api/v1/people/")
    return person


def work(staff: dict[str, Visitor], person: int) -> None:
    """A session with the canary in it, its lot, accepted and released."""
    officer = staff["officer"]
    (opening,) = (form for form in forms_in(officer.get("/bengkel/sesi/buka/")) if "officer" in form.fields)
    facts = {"program": PRODUCT, "place": "Bengkel 9", "day": local_today(), "starts": "08:00", "ends": "14:00"}
    page = officer.post("/bengkel/sesi/buka/", {**facts, "officer": opening.fields["officer"]})
    session = _last_session()
    (register,) = (form for form in forms_in(page) if f"state-{person}" in form.fields)
    marks = {f"state-{person}": "present", f"minutes-{person}": "240", "versions": register.fields.get("versions", "")}
    officer.post(f"/bengkel/sesi/{session}/", marks)
    officer.post(f"/bengkel/sesi/{session}/lot/", {"product": PRODUCT, f"pieces-{person}": 2, f"minutes-{person}": 240})
    officer.post(f"/bengkel/sesi/{session}/tutup/", {})
    with in_prison("IDM"):
        lot = Lot.objects.get(session=session).pk
    staff["verifier"].get(f"/bengkel/lot/{lot}/periksa/")
    staff["verifier"].post(f"/bengkel/lot/{lot}/periksa/", {"accepted": 2, "rejected": 0, "rework": 0})
    officer.post("/pesanan/rilis/", {"product": PRODUCT, "pieces": 2, "key": "canary"})


def _last_session() -> int:
    from programs.workshop.models import Session

    with in_prison("IDM"):
        return int(Session.objects.latest("pk").pk)


def sell(staff: dict[str, Visitor]) -> None:
    """An order, its transfer confirmed by the page; the worker settles it."""
    request: dict[str, Any] = {
        "idempotency_key": "canary",
        "buyer": {"email": "buyer@canary.example", "name": "Hotel Contoh", "country": "ID"},
        "ship_to": {"country": "ID", "city": "Cirebon", "line": "Jalan Contoh 1", "postcode": "45111"},
        "lines": [{"prison": "IDM", "product": PRODUCT, "quantity": 1}],
    }
    with acting_as("storefront"):
        part = orders.place_order(request, by="test")["parts"][0]
    treasurer = staff["treasurer"]
    treasurer.get(f"/pesanan/{UUID(part['id'])}/")
    treasurer.post(f"/pesanan/{UUID(part['id'])}/bayar/", {"amount": part["total"], "reference": "canary"})


def local_today() -> date:
    return clock.today("Asia/Jakarta")


def test_planted_names_and_numbers_stay_inside_their_prison(
    own_database: str, tmp_path: Path, broker_talk: list[str], server_log: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with product(own_database, tmp_path) as running:
        worked("IDM")
        staff = staff_at_work(running)
        person = admit(staff)
        work(staff, person)
        sell(staff)
        wait_until(lambda: undelivered() == 0, "every fact is told")
        for role, paths in {
            "officer": ["/", "/bengkel/", "/bengkel/lot/", "/bengkel/stok/"],
            "head": ["/keuangan/"],
        }.items():
            assert canaries_in("".join(map(staff[role].get, paths))) == [], "pages of work and money name nobody"
        anyone = Visitor(running)
        outside = [
            anyone.get(path) for path in ("/", "/katalog/", f"/katalog/IDM/{PRODUCT}/", "/angka/", "/onboarding/")
        ]
        outside.append(anyone.get("/api/v1/listings/"))
        logs = running.logs()
    assert canaries_in(everything_in_public()) == []
    assert canaries_in(logs + caplog.text) == []
    assert "Traceback" not in logs
    assert canaries_in("\n".join(broker_talk)) == []
    assert any("settle_part" in line for line in broker_talk)
    assert canaries_in("\n".join(each for visitor in (*staff.values(), anyone) for each in visitor.addresses)) == []
    assert canaries_in("\n".join(outside)) == []
    letters = [
        path.read_text() for path in (tmp_path / "var").rglob("*") if path.is_file() and "static" not in path.parts
    ]
    assert canaries_in("\n".join([*letters, *(str(message.message()) for message in mail.outbox)])) == []


def test_a_row_that_the_database_refuses_is_told_to_no_log(own_database: str, server_log: list[str]) -> None:
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(LineFormatter("%(message)s").format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("sabut.canary")
    logger.addHandler(handler)
    facts = {"name": NAME, "card_number": "K-1", "kind": CANARIES[0], "adult_from": BIRTH}
    with in_prison("IDM"), pytest.raises(IntegrityError, match="Pemantik") as refused, transaction.atomic():
        Person.objects.create(**facts)  # the driver quotes the row: it must not come further
    logger.error("refused: %r", refused.value, exc_info=refused.value)
    logger.removeHandler(handler)
    assert "people_person_kind" in "".join(lines)
    assert canaries_in("".join(lines)) == []


def test_the_format_of_every_log_leaves_out_what_a_database_quotes() -> None:
    assert settings.LOGGING["root"]["handlers"] == ["console"]
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "line"
    assert settings.LOGGING["formatters"]["line"]["()"] == "core.log_lines.LineFormatter"
