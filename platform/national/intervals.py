"""Owns the intervals of the comparison, in plain Python: no statistics library may be reached from a page."""

from math import sqrt

Z95 = 1.959964


def wilson(numerator: int, denominator: int, z: float = Z95) -> tuple[float, float]:
    """The Wilson interval of a share, within 0 and 1 (Wilson 1927; Newcombe 1998, method 3).

    Raises ValueError unless 0 <= numerator <= denominator and denominator > 0.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is no share")
    share, square = numerator / denominator, z * z / denominator
    centre, half = share + square / 2, z * sqrt(share * (1 - share) / denominator + square / denominator / 4)
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    return (0.0 if numerator == 0 else low), (1.0 if numerator == denominator else high)
