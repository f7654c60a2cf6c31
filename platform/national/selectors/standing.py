"""Owns the profile of one prison: its figures beside those of its peers, its course, and what it runs since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from core.errors import Forbidden, NotFound
from national.indicators import REGISTRY, Indicator
from national.models import Observation
from national.periods import month
from national.selectors.courses import Course, courses
from national.selectors.pooling import Pooled, told
from national.selectors.rows import Row, published, rows_of, together
from national.selectors.targets import TargetFacts, targets
from programs.library import selectors as library
from programs.library.document import Milestone, milestones
from programs.library.selectors import AdoptionFacts
from tenants.selectors.locations import Location, location
from tenants.selectors.peers import Peer, PeerGroup, count_of_group, peers

ORIGIN = "indramayu"


@dataclass(frozen=True)
class Standing:
    """One indicator of a prison beside what its peers have together, itself among them; `row` is None when not published."""

    indicator: Indicator
    row: Row | None
    pooled: Pooled
    covered: int
    course: Course
    target: TargetFacts | None


@dataclass(frozen=True)
class Profile:
    """A prison of the register; without `peer` it has not joined (or is suspended), and nothing is told of it.

    `day` counts from its first adoption, as those of the origin's milestones (product rule 23) count from the first one.
    """

    location: Location
    period: str
    peer: Peer | None
    peers: tuple[Peer, ...]
    total: int
    standings: tuple[Standing, ...]
    adoptions: tuple[AdoptionFacts, ...]
    origin: tuple[Milestone, ...]
    day: int | None
    first_months: dict[str, str]
    as_of: datetime | None
    demo: bool


def profile(code: str, period: str, regions: Collection[str] | None = None) -> Profile:
    """One prison in a month among prisons of its kind and class, within the viewer's regions.

    Raises NotFound (field `prison`), Forbidden (field `prison`) outside the viewer's regions, Refused (field `period`).
    """
    chosen = month(period, today=clock.today(settings.TIME_ZONE))
    where = _location(code, regions)
    group = PeerGroup(frozenset({where.kind}), frozenset({where.prison_class}))
    alike = tuple(peers(group, regions))
    itself = next((each for each in alike if each.code == where.code), None)
    standings = _standings(where.code, alike, str(chosen)) if itself else ()
    adoptions = tuple(library.adoption_history(where.code)) if itself else ()
    return Profile(
        location=where,
        period=str(chosen),
        peer=itself,
        peers=alike,
        total=count_of_group(group, regions),
        standings=standings,
        adoptions=adoptions,
        origin=milestones(library.version(ORIGIN).document) if itself else (),
        day=(clock.today(settings.TIME_ZONE) - adoptions[0].adopted_on).days if adoptions else None,
        first_months=_first_months(where.code) if itself else {},
        as_of=max((each.row.computed_at for each in standings if each.row), default=None),
        demo=settings.DEMO or (itself is not None and itself.is_demo),
    )


def _location(code: str, regions: Collection[str] | None) -> Location:
    where = location(code)
    if where is None:
        rule = _("There is no prison with this code.")
        raise NotFound(code="prison-unknown", field="prison", value=code[:80], rule=rule)
    if regions is not None and where.region not in regions:
        rule = _("You see the prisons of your own region.")
        raise Forbidden(code="region-other", field="prison", value=where.code, rule=rule)
    return where


def _standings(code: str, alike: tuple[Peer, ...], period: str) -> tuple[Standing, ...]:
    today = clock.today(settings.TIME_ZONE)
    found = published(REGISTRY.values(), period)
    moved = courses(REGISTRY.values(), [code], until=month(period, today=today))
    aims = targets()
    standings = []
    for contract in REGISTRY.values():
        figures = found[contract.code]
        counted = {each.code: figures[each.code] for each in alike if each.code in figures}
        own = next((row for row in rows_of(contract, alike, counted) if row.code == code), None)
        group = together(contract, counted)
        standings.append(Standing(contract, own, group, len(counted), moved[contract.code], aims.get(contract.code)))
    return tuple(standings)


def _first_months(code: str) -> dict[str, str]:
    """For each indicator the first month in which something was counted that may be told."""
    rows = Observation.objects.filter(told(REGISTRY.values()), prison_code=code, numerator__gt=0).order_by("-period")
    return dict(rows.values_list("indicator", "period"))
