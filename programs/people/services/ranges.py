"""Owns ending what holds for a range of days, one row or many in one query."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import DateField, F, Func, QuerySet, Value
from django.db.models.functions import Greatest


def end_at(rows: QuerySet[Any], day: date, **facts: str) -> int:
    """Each row no longer holds `day` or any later one; returns how many rows (one query)."""
    return rows.update(during=ended_at(day), **facts)


def ended_at(day: date) -> Func:
    """The range of a row up to `day`, that day excluded, as an expression; empty when it would have begun later."""
    first = F("during__startswith")
    last = Greatest(first, Value(day, DateField()))
    return Func(first, last, Value("[)"), function="daterange", output_field=DateRangeField())
