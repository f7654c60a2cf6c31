"""Owns what must always be true of observations: counted by a known contract, for a prison that exists, in its time."""

from collections.abc import Iterator

from django.conf import settings

from core import clock
from national.indicators import PUBLISHED
from national.models import Observation
from national.periods import month_of
from tenants.selectors import every_code, names_of

ROLE = "national"
CHECKS = ("known-indicator", "known-prison", "share-of-its-base", "month-has-begun", "running-month-is-not-final")


def violations() -> Iterator[str]:
    """Each broken rule as "check: what". Whether a figure is current is not asked here: news of a change may be on its way."""
    running = str(month_of(clock.today(settings.TIME_ZONE)))
    rows = list(Observation.objects.order_by("prison_code", "period", "indicator"))
    known = {*every_code(), *names_of({row.prison_code for row in rows})}
    for row in rows:
        contract = PUBLISHED.get(row.indicator)
        if contract is None or row.version > contract.version:
            yield f"known-indicator: {row} has version {row.version}"
        elif contract.is_share and row.numerator > row.denominator:
            yield f"share-of-its-base: {row} counts {row.numerator} of {row.denominator}"
        if row.prison_code not in known:
            yield f"known-prison: {row}"
        if row.period > running:
            yield f"month-has-begun: {row}"
        if row.is_final and row.period >= running:
            yield f"running-month-is-not-final: {row}"
