"""Nobody's facts leave their prison: planted names and numbers are found nowhere outside it after the whole main job."""

import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from core.logins import become_app, become_owner
from marketplace.orders import services as orders
from programs.people import selectors as people_selectors
from tenants.isolation.acting import acting_as, in_prison
from tests.running import broker_client, product
from tests.scene import worked
from tests.waiting import wait_until
from tests.worker.test_real_worker import undelivered

CANARY_NAME, CANARY_NUMBER, CANARY_BIRTH = "Kenari Pemantik", "CNRY/77/2025", "1981-07-13"
CANARIES = ("kenari", "pemantik", "cnry/77", "cnry%2f77", "1981-07-13", "13/07/1981", "13-07-1981")
CSV = (
    "register_number,name,kind,birth_date,block,risk\n"
    f"{CANARY_NUMBER},{CANARY_NAME},narapidana,{CANARY_BIRTH},Blok A,rendah\n"
    f"{CANARY_NUMBER},{CANARY_NAME},narapidana,{CANARY_BIRTH},Blok A,rendah\n"
    f"=CNRY/77/x,{CANARY_NAME},narapidana,not a date,Blok A,rendah\n"
)
LINKS = re.compile(r'(?:href|action|src)="([^"]*)"')


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


def visit(client: Client, paths: list[str]) -> tuple[str, list[str]]:
    """Fetch pages; returns their text and every address in them."""
    texts, addresses = [], list(paths)
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        text = answer.content.decode()
        texts.append(text)
        addresses += LINKS.findall(text)
    return "\n".join(texts), addresses


def test_planted_names_and_numbers_stay_inside_their_prison(
    own_database: str, tmp_path: Path, broker_talk: list[str], client_at: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with product(own_database, tmp_path, "worker", "relay") as running:
        staff = worked("IDM")
        officer = client_at("IDM", "officer")
        upload = SimpleUploadedFile("people.csv", CSV.encode(), content_type="text/csv")
        answer = officer.post("/orang/impor/", {"file": upload})
        assert answer.status_code in {200, 302, 422}
        with in_prison("IDM"):
            person = people_selectors.by_register_number(CANARY_NUMBER).pk
        inside, addresses = visit(officer, ["/", "/orang/", f"/orang/{person}/", "/bengkel/", "/bengkel/stok/"])
        assert "kenari" in inside.lower(), "inside the prison the officer sees the name"
        _sell(staff)
        wait_until(lambda: undelivered() == 0, "every fact is told")
        outside, more = visit(client_at(""), ["/", "/onboarding/"])
        analyst, others = visit(client_at("", "analyst"), ["/national/"])
        logs = running.logs()
    assert canaries_in(everything_in_public()) == []
    assert canaries_in(logs + caplog.text) == []
    assert canaries_in("\n".join(broker_talk)) == []
    assert len(broker_talk) > 5
    assert canaries_in("\n".join([*addresses, *more, *others])) == []
    assert canaries_in(outside + analyst) == []
    assert canaries_in("\n".join(str(message.message()) for message in mail.outbox)) == []
    assert CANARY_NUMBER not in inside, "register numbers are masked"


def _sell(staff: dict[str, Any]) -> None:
    lines = [{"prison": "IDM", "product": "coir-shade", "quantity": 1}]
    buyer = {"email": "buyer@canary.example", "name": "Hotel Contoh", "country": "ID"}
    ship_to = {"country": "ID", "city": "Cirebon", "line": "Jalan Contoh 1", "postcode": "45111"}
    with acting_as("storefront"):
        placed = orders.place_order(
            {"idempotency_key": "canary", "buyer": buyer, "ship_to": ship_to, "lines": lines}, by="test"
        )
    part = placed["parts"][0]
    with in_prison("IDM"):
        orders.confirm_transfer(UUID(part["id"]), amount=part["total"], reference="c", by=staff["treasurer"].actor)
