"""Owns what is known of one prison while it plays: its place, staff, script, its own chance, and the acts it did."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tenants.viewer import Place
from workspace.demo.acts import Acts
from workspace.demo.cast import Line, Script
from workspace.demo.staff import Member


@dataclass
class Life:
    """One prison of the demonstration; its chance is the same at every start.

    `left` counts the sessions still to come of each programme, `consents` are those given, `baked` is food not sold yet.
    """

    place: Place
    script: Script
    staff: dict[str, Member]
    acts: Acts
    left: Counter[str] = field(default_factory=Counter)
    consents: list[int] = field(default_factory=list)
    baked: list[tuple[Line, date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"sabut/play/{self.place.code}")  # noqa: S311 - the same life at every start

    def by(self, role: str) -> str:
        """How audit entries name a member of staff."""
        return self.staff[role].actor

    def instant(self, day: date, hour: time) -> datetime:
        """A local day and hour as an instant."""
        return datetime.combine(day, hour, ZoneInfo(self.place.timezone)).astimezone(UTC)
