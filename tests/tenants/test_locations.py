"""Where prisons stand on a map: in their city, else near the middle of their province, always at the same place."""

import pytest

from tenants.isolation.acting import acting_as
from tenants.models import Prison, Province
from tenants.selectors.locations import FARTHEST, location, locations
from tenants.selectors.peers import PeerGroup, peer_group

pytestmark = pytest.mark.django_db


def test_a_prison_of_the_register_stands_in_its_city():
    with acting_as("national"):
        found = location("IDM")
    assert (round(found.longitude), round(found.latitude), found.is_city) == (108, -6, True)


def test_another_stands_near_the_middle_of_its_province_at_every_call():
    with acting_as("owner"):
        known = Prison.objects.get(code="IDM")
        Prison.objects.bulk_create(
            Prison(
                code=code, schema_name=f"prison_{code.lower()}", role_name=code, name=code, kind="lapas",
                prison_class="IIB", province_id=known.province_id, timezone=known.timezone,
            )
            for code in ("XA", "XB")
        )  # fmt: skip
        middle = Province.objects.get(code="32")
    with acting_as("national"):
        first, second, again = location("XA"), location("XB"), location("XA")
    assert first == again
    assert (first.longitude, first.latitude) != (second.longitude, second.latitude)
    assert not first.is_city
    far = ((first.longitude - middle.longitude) ** 2 + (first.latitude - middle.latitude) ** 2) ** 0.5
    assert far <= FARTHEST


def test_a_group_holds_joined_and_known_prisons_once(django_assert_num_queries):
    with acting_as("national"), django_assert_num_queries(2):
        found = locations(PeerGroup())
    assert len(found) == len({each.code for each in found}) == 189


def test_a_province_and_a_region_limit_it():
    with acting_as("national"):
        assert {each.province for each in locations(peer_group("32"))} == {"32"}
        assert {each.region for each in locations(PeerGroup(), {"ACEH"})} == {"ACEH"}
        assert location("NOPE") is None
