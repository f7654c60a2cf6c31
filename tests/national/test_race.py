"""Two workers and one month: both publish, one set of rows comes of it, and the later count stands."""

import pytest
from django.db import connection

from national import services
from national.indicators import PUBLISHED
from national.models import Observation
from tenants.isolation.acting import in_prison
from tests.earnings.test_race import at_once

pytestmark = pytest.mark.commits
WORKERS = 5


def test_many_workers_publish_one_month_once(own_database):
    changed = at_once(lambda _: services.publish("IDM", "2026-10"), *range(WORKERS))
    assert sorted(changed) == [0] * (WORKERS - 1) + [len(PUBLISHED)]
    with in_prison("IDM"):
        assert Observation.objects.count() == len(PUBLISHED)


def test_the_app_itself_may_publish_and_no_other_prison_sees_it(own_database):
    with in_prison("IDM"):
        services.publish("IDM", "2026-10")
    with in_prison("GRT"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM national_observation")
        assert cursor.fetchone() == (0,)
