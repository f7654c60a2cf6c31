"""The page that shows the parts: there for everybody, complete, without a query, and nothing inline."""

import re
from itertools import pairwise

import pytest

from core.charts import Signal
from core.gallery import samples

pytestmark = pytest.mark.django_db
CHARTS = ("funnel", "map", "trend", "bar", "sparkline", "interval")


@pytest.mark.parametrize("language", ["id", "en", "es"])
def test_everybody_sees_every_part(client_at, language):
    page = client_at().get("/gaya/", headers={"accept-language": language}).content.decode()
    assert all(f"chart-{chart}" in page for chart in CHARTS)
    assert all(f"edge-{motif}" in page for motif in samples.MOTIFS)
    assert all(f"swatch-{name}" in page for names in samples.COLOURS.values() for name in names)
    assert page.count("<figcaption>") >= 5
    assert " style=" not in page


def test_headings_follow_each_other(client_at):
    page = client_at().get("/gaya/").content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_id_stands_twice(client_at):
    found = re.findall(r'\sid="([^"]+)"', client_at().get("/gaya/").content.decode())
    assert len(found) == len(set(found))


def test_it_asks_the_database_nothing(client_at, django_assert_num_queries):
    client = client_at()
    client.get("/gaya/")
    with django_assert_num_queries(0):
        client.get("/gaya/")


def test_only_reading_is_allowed(client_at):
    assert client_at().post("/gaya/").status_code == 405


def test_the_samples_hold_every_signal_and_never_change():
    shown: set[Signal] = {unit.signal for unit in samples.units()}
    assert {"none", "usual", "far-above", "far-below"} <= shown
    assert samples.drawings() == samples.drawings()


def test_pages_say_that_a_part_may_be_asked_for_alone(client_at):
    assert "HX-Request" in client_at().get("/gaya/")["Vary"]


def test_an_error_to_htmx_is_told_among_the_messages(client_at):
    response = client_at().get("/gaya/?a=%00", headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (422, "#messages")
    assert "<html" not in response.content.decode()
