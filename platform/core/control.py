"""Owns the control limits of a figure over time: what its own month-to-month movement explains (XmR)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

LEAST_POINTS, TRIAL_BELOW = 6, 12
FACTOR, FACTOR_OF_RANGES = 2.66, 3.267


@dataclass(frozen=True)
class Control:
    """Centre and limits from so many months. From fewer than twelve they are trial limits."""

    centre: float
    low: float
    high: float
    points: int

    @property
    def is_trial(self) -> bool:
        """True while there are too few months for the limits to be settled."""
        return self.points < TRIAL_BELOW


def control(values: Sequence[float], *, screened: bool = False) -> Control | None:
    """Mean and mean ± 2.66 times the mean moving range (Wheeler); None from fewer than six points.

    `screened` leaves out moving ranges of 3.267 times their mean or more once; the centre is never screened.
    """
    if len(values) < LEAST_POINTS:
        return None
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    usual = fmean(ranges)
    if screened:
        usual = fmean([each for each in ranges if each < FACTOR_OF_RANGES * usual] or [0.0])
    centre = fmean(values)
    return Control(centre, centre - FACTOR * usual, centre + FACTOR * usual, len(values))
