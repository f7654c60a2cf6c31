"""Product rule 26: in a demonstration every page, CSV and JSON says so."""

import csv
import io
import json

import pytest
from django.conf import settings

from tenants.isolation.acting import acting_as
from tenants.models import Prison
from tenants.selectors import forget
from tests.security.crawl import addresses, ask, listed
from tests.security.scene import PLACE, played

pytestmark = pytest.mark.django_db
NOT_INVENTED = {
    "api:schema": "what the API looks like",
    "api:template-list": "published as it is, each fact with its own status and source",
    "api:template": "the same",
    "replication:template-document": "the same",
    "api:indicator-list": "definitions, no figure",
    "api:me": "who asks, no figure",
    "workspace:tablet-standing": "whether this tablet is enrolled, no figure",
    "people:import-template-csv": "an empty form to fill in",
}


def mark_missing(response) -> str:
    """What of the mark a good answer lacks; "" when it is marked, or is no document."""
    kind = response.get("Content-Type", "").partition(";")[0]
    text = response.getvalue().decode(errors="replace")
    if kind == "text/html":
        return "" if "<html" not in text or 'class="demo-strip"' in text else "no strip"
    if kind == "text/csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        return "" if all(row.get("demo") == "true" for row in rows) and "demo" in text.splitlines()[0] else "no column"
    if kind.endswith("json"):
        document = json.loads(text)
        return "" if isinstance(document, dict) and document.get("demo") is True else "no demo: true"
    return ""


def unmarked(client, urlconf, known) -> list[str]:
    missing = []
    for address in addresses(urlconf, known):
        response = ask(client, "GET", address.path)
        if response.status_code == 200 and address.name not in NOT_INVENTED and (found := mark_missing(response)):
            missing.append(f"{address.name} {address.path}: {found}")
    return missing


@pytest.fixture
def known(monkeypatch):
    """Indramayu at work in a demonstration. Hosts are remembered for seconds: before and after, nothing is."""
    monkeypatch.setattr(settings, "DEMO", True)
    with acting_as("owner"):
        Prison.objects.update(is_demo=True)  # as every prison of a demonstration is onboarded
    forget()
    yield played()
    forget()


@pytest.mark.parametrize("role", ["head", "treasurer", "officer"])
def test_every_answer_of_a_prison_is_marked(client_at, known, role):
    missing = unmarked(client_at(PLACE, role), settings.PRISON_URLCONF, known)
    assert not missing, listed(missing)


@pytest.mark.parametrize("role", ["analyst", "buyer", ""])
def test_every_answer_of_the_public_host_is_marked(client_at, known, role):
    missing = unmarked(client_at("", role), settings.ROOT_URLCONF, known)
    assert not missing, listed(missing)
