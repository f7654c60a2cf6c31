"""The premi of single persons, as their own statement and the kiosk tell it."""

import pytest

from programs.earnings import selectors
from programs.earnings.models import PremiEntry
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY
from tests.scene import worked

pytestmark = pytest.mark.django_db


def test_each_person_is_told_what_is_booked_for_them_and_nobody_elses():
    worked("IDM")
    with in_prison("IDM"):
        entries = list(PremiEntry.objects.all())
        people = {entry.person_id for entry in entries}
        last = max(entry.at for entry in entries).date()
        found = selectors.premi_of([*people, 0], last.replace(day=1), last)
        for person in people:
            assert found[person].total == sum(entry.amount for entry in entries if entry.person_id == person) > 0
            assert 0 <= found[person].accrued <= found[person].total
        assert found[0] == selectors.PersonPremi()
        assert selectors.premi_of([], DAY, DAY) == {}
