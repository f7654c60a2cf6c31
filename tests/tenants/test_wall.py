"""The wall as a request meets it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tenants.isolation.acting import acting_as, in_prison
from tenants.isolation.base import SwitchFailed
from tenants.models import Prison

pytestmark = pytest.mark.django_db


def test_a_prison_reads_its_own_schema_and_is_refused_the_others() -> None:
    with in_prison("IDM"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="permission denied for schema"), transaction.atomic():
            cursor.execute("SELECT count(*) FROM prison_grt.people_person")


def test_nobody_reads_nothing() -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|does not exist"), transaction.atomic():
        Prison.objects.count()


def test_a_missing_role_reads_nothing() -> None:
    with pytest.raises(SwitchFailed), in_prison("NOPE"), transaction.atomic():
        Prison.objects.count()


def test_the_gate_reads_the_register() -> None:
    with acting_as("gate"):
        assert set(Prison.objects.values_list("code", flat=True)) == {"IDM", "GRT"}
