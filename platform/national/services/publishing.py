"""Owns publication: one prison's figures of one month, counted anew and written where they differ."""

from django.conf import settings
from django.db import connection, transaction

from core import clock, jobs
from national.indicators import PUBLISHED, Indicator
from national.models import Observation
from national.periods import Month, month, month_of
from tenants.selectors import by_code, every_code

Figures = dict[str, tuple[int, int]]
COUNTED = ["numerator", "denominator", "is_final", "computed_at"]


def publish(prison: str, period: str) -> int:
    """Count every indicator of a month and upsert the prison's own rows; returns how many changed.

    Runs in the prison. A repeat changes nothing. The month that has ended is final. Raises Refused for a period that is
    malformed or has not begun.
    """
    today = clock.today(by_code(prison).timezone)
    chosen = month(period, today=today)
    with transaction.atomic():
        _one_at_a_time(prison, period)
        figures = {code: indicator.measure(chosen) for code, indicator in PUBLISHED.items()}
        return _write(prison, chosen, figures, is_final=chosen.last < today)


def announce() -> int:
    """Tell every prison to publish the running month and the one before; returns how many facts were told.

    Acts as the national office; each prison then publishes in a task of its own.
    """
    running = month_of(clock.today(settings.TIME_ZONE))
    codes = every_code()
    with transaction.atomic():
        for code in codes:
            for each in (running.before, running):
                jobs.publish("national.publish_due", prison=code, period=str(each))
    return 2 * len(codes)


def _one_at_a_time(prison: str, period: str) -> None:
    """Who counted earlier must not write later: wait here for a rival, then count what it left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"national.publish {prison} {period}"])


def _write(prison: str, chosen: Month, figures: Figures, *, is_final: bool) -> int:
    rows = Observation.objects.filter(prison_code=prison, period=str(chosen))
    there = {row.indicator: row for row in rows if row.version == PUBLISHED[row.indicator].version}
    now, new, changed = clock.now(), [], 0
    for code, (numerator, denominator) in figures.items():
        row = there.get(code)
        if row is None:
            new.append(_row(prison, chosen, PUBLISHED[code], (numerator, denominator), is_final=is_final))
        elif (row.numerator, row.denominator, row.is_final) != (numerator, denominator, is_final):
            row.numerator, row.denominator, row.is_final, row.computed_at = numerator, denominator, is_final, now
            row.save(update_fields=COUNTED)
            changed += 1
    Observation.objects.bulk_create(new)
    return changed + len(new)


def _row(prison: str, chosen: Month, indicator: Indicator, figure: tuple[int, int], *, is_final: bool) -> Observation:
    return Observation(
        prison_code=prison,
        indicator=indicator.code,
        version=indicator.version,
        period=str(chosen),
        numerator=figure[0],
        denominator=figure[1],
        is_final=is_final,
        computed_at=clock.now(),
    )
