"""The premi of single persons, as their own statement and the kiosk tell it."""

import pytest

from programs.earnings import selectors
from programs.earnings.models import PremiEntry
from programs.people.models import Person
from programs.workshop.selectors import work_of
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


def test_what_a_merged_record_earned_is_told_and_owed_under_the_one_that_stays():
    worked("IDM")
    with in_prison("IDM"):
        gone, stays = sorted(set(PremiEntry.objects.values_list("person_id", flat=True)))[:2]
        owed = selectors.premi_due(gone) + selectors.premi_due(stays)
        last = max(entry.at for entry in PremiEntry.objects.all()).date()
        first = last.replace(day=1)
        before, work = selectors.premi_of([gone, stays], first, last), work_of([gone, stays], first, last)
        Person.objects.filter(pk=gone).update(merged_into=stays)
        after, done = selectors.premi_of([gone, stays], first, last), work_of([gone, stays], first, last)
        assert (selectors.premi_due(stays), selectors.premi_due(gone)) == (owed, 0)
        assert after[stays].total == before[gone].total + before[stays].total == owed > 0
        assert after[gone] == selectors.PersonPremi()
        assert done[stays].minutes == work[gone].minutes + work[stays].minutes
        assert done[gone].minutes == 0
