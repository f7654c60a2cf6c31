"""Owns the counting of the demonstration's acts: every call of a service that a person would make, and no more."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST_ACTS = 3000


class Acts:
    """Calls services and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do one act and count it."""
        self.count += 1
        return act(*args, **kwargs)
