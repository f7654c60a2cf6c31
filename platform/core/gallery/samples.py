"""Owns the invented figures of the gallery: the same at every call, so that a picture of it can be compared."""

from dataclasses import dataclass
from math import sin, sqrt

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import charts
from core.charts.drawing import SHARE, written

COLOURS: dict[str | Promise, tuple[str, ...]] = {
    gettext_lazy("Ground"): ("bg", "surface", "sunken", "line", "control", "text", "muted"),
    gettext_lazy("Nila and sogan"): ("brand", "brand-strong", "brand-soft", "hero", "sogan", "sogan-soft"),
    gettext_lazy("Status"): ("ok", "ok-soft", "warn", "warn-soft", "bad", "bad-soft", "focus"),
    gettext_lazy("Data"): (
        "data-above",
        "data-below",
        "data-far-below",
        "data-neutral",
        "data-green",
        "data-purple",
        "data-fill",
        "land",
    ),
}
MOTIFS = ("kawung", "truntum", "tumpal", "ceplok", "lurik")
ICONS = (
    "layout-dashboard",
    "clipboard-check",
    "users",
    "hammer",
    "package-check",
    "boxes",
    "store",
    "wallet",
    "receipt-text",
    "award",
    "landmark",
    "building-2",
    "map-pin",
    "chart-scatter",
    "shopping-basket",
    "search",
    "globe",
    "sun",
    "moon",
    "circle-user-round",
    "download",
    "check",
    "triangle-alert",
    "inbox",
)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
SHARES = (0.62, 0.66, None, 0.71, 0.69, 0.74, 0.58, 0.77, 0.79, 0.86)
# four corners of the country and its middle: what a map must be able to hold
PLACES = (
    ("Banda Aceh", 95.3, 5.5),
    ("Medan", 98.7, 3.6),
    ("Padang", 100.4, -0.9),
    ("Palembang", 104.8, -3.0),
    ("Jakarta", 106.8, -6.2),
    ("Bandung", 107.6, -6.9),
    ("Indramayu", 108.3, -6.3),
    ("Semarang", 110.4, -7.0),
    ("Surabaya", 112.7, -7.3),
    ("Denpasar", 115.2, -8.7),
    ("Pontianak", 109.3, 0.0),
    ("Samarinda", 117.1, -0.5),
    ("Makassar", 119.4, -5.1),
    ("Manado", 124.8, 1.5),
    ("Kupang", 123.6, -10.2),
    ("Ambon", 128.2, -3.7),
    ("Jayapura", 140.7, -2.6),
)
CENTRE = 0.67


@dataclass(frozen=True)
class Unit:
    """An invented unit: how many were counted and its share."""

    name: str
    longitude: float
    latitude: float
    n: int
    share: float

    @property
    def signal(self) -> charts.Signal:
        """Where the share stands against normal limits; enough for a sample."""
        if self.n < SMALLEST:
            return "none"
        distance = (self.share - CENTRE) / sqrt(CENTRE * (1 - CENTRE) / self.n)
        if abs(distance) <= Z95:
            return "usual"
        if abs(distance) <= Z998:
            return "above" if distance > 0 else "below"
        return "far-above" if distance > 0 else "far-below"


SMALLEST, Z95, Z998 = 10, 1.96, 3.09


def units() -> list[Unit]:
    """One unit a place, spread without chance."""
    return [
        Unit(name, lon, lat, 8 + (index * 37) % 220, round(CENTRE + 0.24 * sin(index * 2.1), 3))
        for index, (name, lon, lat) in enumerate(PLACES)
    ]


def bands() -> list[tuple[float, float, float, float, float]]:
    """Limits of 95 and 99.8 per cent around the mean."""
    counts = [4, 6, 9, 13, 19, 28, 40, 60, 85, 120, 165, 230]
    half = {n: sqrt(CENTRE * (1 - CENTRE) / n) for n in counts}
    return [(n, *_around(Z95 * half[n]), *_around(Z998 * half[n])) for n in counts]


def _around(half: float) -> tuple[float, float]:
    return max(0.0, CENTRE - half), min(1.0, CENTRE + half)


def drawings() -> dict[str, SafeString]:
    """Each chart once."""
    found = units()
    points = [charts.MapPoint(each.name, each.longitude, each.latitude, each.n, each.signal) for each in found]
    return {
        "funnel": charts.funnel(
            [charts.FunnelPoint(each.name, each.n, each.share, each.signal) for each in found], bands(), centre=CENTRE
        ),
        "map": charts.country_map(points),
        "java": charts.country_map(points, window=charts.JAVA),
        "trend": charts.trend(
            list(zip(MONTHS, SHARES, strict=True)),
            centre=0.7,
            low=0.6,
            high=0.8,
            target=0.75,
            marks=[("2026-04", _("training"))],
        ),
        "bar": charts.bar(list(produced()), unit=_("pcs")),
        "sparkline": charts.sparkline([31, 34, 33, 38, 41, 40, 46]),
        "dip": charts.sparkline([12, 9, None, 8, 10, 7, 6]),
        "legend": charts.legend(),
    }


def produced() -> list[tuple[str, int | None]]:
    """Pieces a product, one not measured."""
    return [(_("Doormat"), 412), (_("Rope, 50 m"), 268), (_("Pot"), 145), (_("Compost, 10 kg"), None)]


def intervals() -> list[tuple[str, str, SafeString]]:
    """Rows of a table with their figure and its range."""
    rows = [
        ("Lapas Contoh A", 0.82, 0.74, 0.88),
        ("Lapas Contoh B", 0.66, 0.5, 0.79),
        ("Lapas Contoh C", 0.41, 0.3, 0.53),
    ]
    return [
        (name, written(value, SHARE), charts.interval(value, low, high, reference=CENTRE))
        for name, value, low, high in rows
    ]
