"""Owns the charts: small pure functions that return SVG, coloured by the classes of the style sheet.

Each is hidden from screen readers, so a page shows it inside <c-figure> with a caption and the same figures as a table.
"""

from core.charts.bar import bar
from core.charts.country import INDONESIA, JAVA, MapPoint, Window, country_map
from core.charts.funnel import FunnelPoint, funnel
from core.charts.interval import interval
from core.charts.lines import sparkline, trend
from core.charts.signals import Signal, legend

__all__ = [
    "INDONESIA",
    "JAVA",
    "FunnelPoint",
    "MapPoint",
    "Signal",
    "Window",
    "bar",
    "country_map",
    "funnel",
    "interval",
    "legend",
    "sparkline",
    "trend",
]
