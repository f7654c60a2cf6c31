"""Of complaints only counts leave a prison, none about its head, and so few that one could be meant are not told."""

import pytest

from core import clock
from national import services
from national.indicators import PUBLISHED
from national.models import Observation
from programs.people.services import answer_complaint
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.national.making import PERIOD, publish_row
from tests.people.complaining import complain, viewer
from tests.people.scene import MORNING

pytestmark = pytest.mark.django_db


def test_a_prison_publishes_how_many_were_received_and_answered_in_time():
    with acting_as("gate"):
        place = by_code("IDM")
    with clock.at(MORNING), in_prison("IDM"):
        first, _second, _third = complain(), complain(), complain("head")
        answer_complaint(first.pk, text="Jawaban", version=1, viewer=viewer(place, "head"))
        services.publish("IDM", "2026-11")
    with acting_as("national"):
        row = Observation.objects.get(indicator="complaints-answered", prison_code="IDM")
    assert (row.numerator, row.denominator) == (1, 2)


@pytest.mark.parametrize(("counts", "told"), [((4, 6), False), ((1, 4), False), ((6, 8), True)])
def test_few_are_not_told(client_at, counts, told):
    assert PUBLISHED["complaints-answered"].hides(*counts) is not told
    publish_row("IDM", *counts, "complaints-answered")
    page = client_at("", "analyst").get(f"/national/manfaat/?period={PERIOD}").content.decode()
    assert ("6 dari 8" in page) == told
