"""Owns what a national page was asked for: a month with those before and after it, and a file instead of a page."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import clock
from national import selectors
from national.periods import month, month_of


@dataclass(frozen=True)
class AskedMonth:
    """The month of a page; `previous` and `following` are published months, empty where there is none."""

    period: str
    first: date
    previous: str
    following: str
    is_running: bool
    published: tuple[str, ...]


def asked_month(request: HttpRequest) -> AskedMonth:
    """The month asked for, else the newest published; raises Refused (field `period`) for what is no month."""
    today = clock.today(settings.TIME_ZONE)
    running = str(month_of(today))
    published = selectors.periods()
    period = request.GET.get("period") or next(iter(published), running)
    return AskedMonth(
        period=period,
        first=month(period, today=today).first,
        previous=max((each for each in published if each < period), default=""),
        following=min((each for each in published if each > period), default=""),
        is_running=period == running,
        published=tuple(published),
    )


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to keep."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    file = csv.writer(response)
    file.writerow(columns)
    file.writerows(rows)
    return response
