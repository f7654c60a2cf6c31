"""Owns reading what prisons published: one indicator side by side, all of a month, or one prison among its peers, fairly."""

from national.selectors.comparison import Comparison, comparison
from national.selectors.courses import Course, Point, courses
from national.selectors.observations import first_period, periods
from national.selectors.overview import Measured, Overview, Timeliness, overview
from national.selectors.pooling import Pooled
from national.selectors.rows import Row
from national.selectors.standing import Profile, Standing, profile
from national.selectors.targets import TargetFacts

__all__ = [
    "Comparison",
    "Course",
    "Measured",
    "Overview",
    "Point",
    "Pooled",
    "Profile",
    "Row",
    "Standing",
    "TargetFacts",
    "Timeliness",
    "comparison",
    "courses",
    "first_period",
    "overview",
    "periods",
    "profile",
]
