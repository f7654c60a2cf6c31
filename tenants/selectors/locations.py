"""Owns where prisons stand on a map: the city that the register names, else near the middle of their province."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from pathlib import Path
from typing import Any

from django.db.models import Q

from core.reference import read_rows
from tenants.models import KnownPrison, Prison
from tenants.selectors.peers import PeerGroup

REGISTER = Path(__file__).resolve().parent.parent / "reference" / "prisons.csv"
FARTHEST = 0.35
"""Degrees (some 40 km) that a prison without city may stand from the middle of its province, so that two do not cover
each other; small enough to stay on most islands."""
_FACTS = ("code", "name", "kind", "prison_class", "province_id", "province__name_id", "province__regional_office_id")
_MIDDLE = ("province__longitude", "province__latitude")


@dataclass(frozen=True)
class Location:
    """A prison of the register or an onboarded one, and where it stands; `is_city` is False near a province's middle."""

    code: str
    name: str
    kind: str
    prison_class: str
    province: str
    province_name: str
    region: str
    longitude: float
    latitude: float
    is_city: bool


def locations(group: PeerGroup, within: Collection[str] | None = None) -> list[Location]:
    """Every prison of a group, onboarded or only known, by name: two queries; `within` limits them to regional offices."""
    rows = {row[0]: row for row in _rows(KnownPrison, group, within)}
    rows |= {row[0]: row for row in _rows(Prison, group, within)}
    return sorted((_located(row) for row in rows.values()), key=lambda each: (each.name, each.code))


def location(code: str) -> Location | None:
    """Where one prison stands, onboarded or only known; None for a code nobody knows."""
    for model in (Prison, KnownPrison):
        row = model.objects.filter(code=code).values_list(*_FACTS, *_MIDDLE).first()
        if row is not None:
            return _located(row)
    return None


def _rows(
    model: type[KnownPrison] | type[Prison], group: PeerGroup, within: Collection[str] | None
) -> list[tuple[Any, ...]]:
    limit = Q() if within is None else Q(province__regional_office_id__in=within)
    return list(model.objects.filter(group.condition(), limit).values_list(*_FACTS, *_MIDDLE))


def _located(row: tuple[Any, ...]) -> Location:
    code, name, kind, prison_class, province, province_name, region, longitude, latitude = row
    city = _cities().get(code)
    east, north = city or _near(code, longitude, latitude)
    place = (east, north, city is not None)
    return Location(code, name, kind, prison_class, province, province_name, region, *place)


def _near(code: str, longitude: float, latitude: float) -> tuple[float, float]:
    """The same place for a code at every call, spread evenly over a small disc."""
    number = zlib.crc32(code.encode())
    angle, distance = 2 * pi * (number % 360) / 360, FARTHEST * ((number // 360) % 100 / 100) ** 0.5
    return longitude + distance * cos(angle), latitude + distance * sin(angle)


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[float, float]]:
    rows = read_rows(REGISTER, required={"code", "longitude", "latitude"})
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows if row["longitude"]}
