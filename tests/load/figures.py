"""Owns how a benchmark is timed and told: medians of several runs, two things in turns, one row each."""

import statistics
import time
from collections.abc import Callable


def median_ms(act: Callable[[], object], runs: int) -> float:
    """Median wall time of one call in milliseconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def in_turns(first: Callable[[], object], second: Callable[[], object], runs: int) -> tuple[float, float]:
    """Medians in milliseconds of two calls made alternately, so that both meet the same noise."""
    firsts, seconds = [], []
    for _ in range(runs):
        firsts.append(median_ms(first, 1))
        seconds.append(median_ms(second, 1))
    return statistics.median(firsts), statistics.median(seconds)


def row(what: str, measured: str, beside: str, ratio: float | None, goal: str, *, met: bool) -> list[str]:
    """One line of the table."""
    return [what, measured, beside, "" if ratio is None else f"{ratio:.2f}", goal, "yes" if met else "NO"]
