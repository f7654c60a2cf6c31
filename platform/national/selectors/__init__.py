"""Owns reading what prisons published: one indicator of one month, side by side, fairly."""

from national.selectors.comparison import Comparison, Row, comparison
from national.selectors.observations import first_period, periods

__all__ = ["Comparison", "Row", "comparison", "first_period", "periods"]
