"""Owns the pages of the national workspace: a month at a glance, one indicator, one prison; each as a file too."""

from national.views.benefits import five_levels
from national.views.indicator import course_file, file, show
from national.views.overview import moved, overview, overview_file
from national.views.prison import profile, profile_file

__all__ = [
    "course_file",
    "file",
    "five_levels",
    "moved",
    "overview",
    "overview_file",
    "profile",
    "profile_file",
    "show",
]
