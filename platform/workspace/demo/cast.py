"""Owns who plays in the demonstration: Indramayu, eleven more real prisons in three waves, and three invented ones.

Figures are invented (product rule 26); real names carry none that stands out, the planted outliers sit at `Lapas Contoh`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

ORIGIN = "IDM"
FIRST_DAY = date(2025, 8, 11)  # tools delivered at Indramayu: gerbanginvestigasi.com
WAVES = (date(2026, 3, 30), date(2026, 6, 22), date(2026, 9, 7))
MOST_SESSIONS = (34, 22, 11)  # of each prison of a wave: a demonstration a year later is no longer than today's
SHORTEST = timedelta(days=21)  # what every prison has behind it, whenever the demonstration starts
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Line:
    """One programme of a prison: its product, who is enrolled, on which weekdays it works, from which week on.

    `pieces` are what one person makes for a lot; every `lot_every`th session ends with one.
    """

    program: str
    product: str
    enrolled: int
    weekdays: tuple[int, ...]
    pieces: tuple[int, int]
    from_week: int = 0
    lot_every: int = 4
    licence: str = ""

    @property
    def is_food(self) -> bool:
        """Bread is offered with licences only, and as soon as it is baked."""
        return bool(self.licence)


@dataclass(frozen=True)
class Script:
    """How one prison plays. `wave` 0 is the origin; `name`, `kind` and `province` are given where the prison is invented."""

    code: str
    slug: str
    wave: int
    held: int
    lines: tuple[Line, ...]
    rejects: float = 0.04
    absent: float = 0.12
    assimilated: int = 0
    withdraws: bool = False
    women: bool = False
    most_sessions: int = 0
    name: str = ""
    province: str = ""

    def first_day(self, today: date) -> date:
        """The Monday on which the prison was onboarded."""
        planned = WAVES[self.wave - 1] if self.wave else FIRST_DAY
        day = min(planned, today - SHORTEST)
        return day - timedelta(days=day.weekday())

    @property
    def programs(self) -> tuple[str, ...]:
        """Codes of the programmes it takes from the template."""
        return tuple(line.program for line in self.lines)


def coir(enrolled: int, *weekdays: int, product: str = "coir-shade", from_week: int = 0, lot_every: int = 4) -> Line:
    """A coir line."""
    return Line("coir-shade", product, enrolled, weekdays, (1, 2), from_week=from_week, lot_every=lot_every)


def hyacinth(enrolled: int, *weekdays: int, from_week: int = 0, lot_every: int = 4) -> Line:
    """A water-hyacinth line."""
    return Line("water-hyacinth", "hyacinth-bag", enrolled, weekdays, (3, 5), from_week=from_week, lot_every=lot_every)


def knitting(enrolled: int, *weekdays: int, from_week: int = 0, lot_every: int = 4) -> Line:
    """A knitting line."""
    return Line("knitting", "knit-pouch", enrolled, weekdays, (3, 5), from_week=from_week, lot_every=lot_every)


def biscuits(enrolled: int, *weekdays: int, from_week: int = 0, lot_every: int = 4) -> Line:
    """A bakery line whose packs keep for weeks."""
    return Line(
        "bakery",
        "biscuit-pack",
        enrolled,
        weekdays,
        (8, 14),
        licence="spp-irt",
        from_week=from_week,
        lot_every=lot_every,
    )


def buns(enrolled: int, *, from_week: int = 0) -> Line:
    """A bakery line whose bread is sold within days: it bakes on the weekday of the last day played."""
    return Line("bakery", "sweet-bread", enrolled, (), (5, 8), licence="sanitation", from_week=from_week)


INDRAMAYU = Script(
    ORIGIN,
    "indramayu",
    0,
    held=620,
    lines=(
        coir(31, MONDAY, WEDNESDAY, lot_every=2),
        hyacinth(10, TUESDAY, from_week=12, lot_every=2),
        knitting(8, THURSDAY, from_week=30, lot_every=2),
        biscuits(6, FRIDAY, from_week=40, lot_every=5),
    ),
    assimilated=12,
    withdraws=True,
    most_sessions=200,
)
CAST = (
    INDRAMAYU,
    Script("GRT", "garut", 1, 150, (coir(12, TUESDAY),), assimilated=6, withdraws=True),
    Script("SMD", "sumedang", 1, 140, (coir(10, WEDNESDAY),), assimilated=6),
    Script("BDL", "bandar-lampung", 1, 210, (coir(14, THURSDAY, product="coir-net"),), assimilated=6),
    Script("PTI", "pati", 1, 120, (biscuits(9, MONDAY, lot_every=7),), rejects=0.02),
    Script(
        "CTA",
        "contoh-a",
        1,
        70,
        (hyacinth(26, FRIDAY),),
        absent=0.05,
        name="Lapas Contoh A",
        province="52",
    ),
    Script("BKS", "bekasi", 2, 220, (biscuits(13, TUESDAY, lot_every=7),)),
    Script("CKR", "cikarang", 2, 200, (buns(13),)),
    Script("KNG", "kuningan", 2, 130, (coir(9, WEDNESDAY, product="coir-balcony-mat"),), withdraws=True),
    Script("KDI", "kendari", 2, 190, (hyacinth(12, MONDAY),)),
    Script(
        "CTB",
        "contoh-b",
        2,
        240,
        (coir(6, FRIDAY),),
        absent=0.3,
        name="Lapas Contoh B",
        province="71",
    ),
    Script("CMS", "ciamis", 3, 110, (coir(8, TUESDAY, product="coir-pot"),)),
    Script("PBN", "pangkalan-bun", 3, 140, (hyacinth(9, WEDNESDAY),)),
    Script("BDGP", "perempuan-bandung", 3, 130, (knitting(10, THURSDAY),), women=True),
    Script(
        "CTC",
        "contoh-c",
        3,
        120,
        (knitting(9, MONDAY),),
        rejects=0.45,
        name="Lapas Contoh C",
        province="94",
    ),
)
BY_CODE = {script.code: script for script in CAST}


def sessions_of(script: Script, last: date) -> dict[date, list[Line]]:
    """The days on which the prison works until `last`, with the programme of each; evenly fewer than there could be.

    The newest are kept: this month's figures matter more than how often somebody worked a year ago.
    """
    first = script.first_day(last + timedelta(days=1))
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    planned = [
        (day, line)
        for day in days
        for line in script.lines
        if day.weekday() in (line.weekdays or (last.weekday(),)) and (day - first).days >= 7 * line.from_week
    ]
    held: dict[date, list[Line]] = {}
    for day, line in evenly(planned, script.most_sessions or MOST_SESSIONS[script.wave - 1]):
        held.setdefault(day, []).append(line)
    return held


def evenly(planned: list[tuple[date, Line]], most: int) -> list[tuple[date, Line]]:
    """At most so many, the last ten always, of those before evenly chosen."""
    if len(planned) <= most:
        return planned
    recent, before = planned[-10:], planned[:-10]
    wanted = max(most - len(recent), 1)
    return [before[n * len(before) // wanted] for n in range(wanted)] + recent
