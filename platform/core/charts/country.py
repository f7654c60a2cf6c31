"""Owns the map of Indonesia: one SVG for every screen, plate carrée (the country lies on the equator)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from core.charts.drawing import linked
from core.charts.signals import FROM_BACK, Signal, mark

COASTS = Path(__file__).with_name("indonesia.json")
UNITS = 40  # drawing units a degree: a coast needs no decimals
SMALLEST, LARGEST = 7.0, 22.0
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Window:
    """What part of the earth is shown, in degrees, and how much larger its marks are against the land."""

    name: str
    west: float
    east: float
    north: float
    south: float
    closeness: float = 1.0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The place of a point in the drawing; what lies outside stands at the edge."""
        longitude, latitude = min(max(longitude, self.west), self.east), min(max(latitude, self.south), self.north)
        return (longitude - self.west) * UNITS, (self.north - latitude) * UNITS

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies inside."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


INDONESIA = Window("indonesia", 94.5, 141.5, 6.5, -11.5)
JAVA = Window("java", 105.0, 116.2, -5.6, -9.2, closeness=0.3)


@dataclass(frozen=True)
class MapPoint:
    """One unit where it stands; the area of its mark grows with `size`."""

    label: str
    longitude: float
    latitude: float
    size: float
    signal: Signal
    url: str = ""


def country_map(points: Sequence[MapPoint], *, window: Window = INDONESIA) -> SafeString:
    """The country, or another window of it, with its points: large ones behind small ones, what stands out on top."""
    inside = [point for point in points if window is INDONESIA or window.holds(point.longitude, point.latitude)]
    most = max((point.size for point in points), default=0.0)
    ordered = sorted(inside, key=lambda point: (FROM_BACK.index(point.signal), -point.size, point.label))
    marks = "".join(_point(point, window, most) for point in ordered)
    return mark_safe(f"{_base(window)}{marks}</svg>")  # noqa: S308 - labels were escaped by linked()


def _point(point: MapPoint, window: Window, most: float) -> str:
    share = sqrt(max(point.size, 0.0) / most) if most > 0 else 0.0
    radius = (SMALLEST + share * (LARGEST - SMALLEST)) * window.closeness
    shape = mark(point.signal, *window.place(point.longitude, point.latitude), radius)
    return linked(shape, point.label, point.url)


@lru_cache(maxsize=4)
def _base(window: Window) -> str:
    coasts = json.loads(COASTS.read_text("utf-8"))
    box = f"0 0 {(window.east - window.west) * UNITS:.0f} {(window.north - window.south) * UNITS:.0f}"
    start = (
        f'<svg class="chart chart-map chart-map-{window.name}" viewBox="{box}" aria-hidden="true" focusable="false">'
    )
    shapes = (("neighbour", coasts["neighbours"]), ("land", coasts["islands"]))
    return start + "".join(f'<path class="{css}" d="{_outline(rings, window)}"/>' for css, rings in shapes)


def _outline(rings: Iterable[Ring], window: Window) -> str:
    """Coasts as whole numbers relative to each other, which compress best; a coast wholly outside is left out."""
    return "".join(_ring(ring, window) for ring in rings if _touches(ring, window))


def _touches(ring: Ring, window: Window) -> bool:
    west, east = min(lon for lon, _lat in ring), max(lon for lon, _lat in ring)
    south, north = min(lat for _lon, lat in ring), max(lat for _lon, lat in ring)
    return west <= window.east and east >= window.west and south <= window.north and north >= window.south


def _ring(ring: Ring, window: Window) -> str:
    places = [(round((lon - window.west) * UNITS), round((window.north - lat) * UNITS)) for lon, lat in ring]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(places)]
    moves = [f"{x} {y}" for x, y in steps if (x, y) != (0, 0)]
    return f"M{places[0][0]} {places[0][1]}l{' '.join(moves)}z" if moves else ""
