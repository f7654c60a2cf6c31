"""Owns rupiah: whole numbers, divided so that the parts always sum to the whole."""

from collections.abc import Sequence
from fractions import Fraction

from babel.numbers import format_decimal


def rupiah(amount: int, locale: str = "id") -> str:
    """Whole rupiah as people write it in `locale`: "Rp 1.284.000" in Indonesian, "Rp 1,284,000" in English."""
    sign = "−" if amount < 0 else ""
    return f"{sign}Rp\N{NO-BREAK SPACE}{format_decimal(abs(amount), '#,##0', locale=locale)}"


def divide(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount` >= 0 rupiah by weights into whole parts that sum to it exactly.

    Largest remainder; equal remainders go to the earlier weight, so the caller's order decides ties.
    Raises ValueError for a negative amount or weight and when all weights are zero.
    """
    total = sum(weights)
    if amount < 0 or min(weights, default=0) < 0 or total <= 0:
        raise ValueError(f"cannot divide {amount} by {list(weights)}")
    exact = [Fraction(amount * weight, total) for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts
