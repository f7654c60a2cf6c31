"""Owns which months were published."""

from datetime import date

from django.db.models import Max, Min

from national.models import Observation
from national.periods import month_of
from tenants.selectors.peers import Peer


def periods() -> list[str]:
    """Months from the first to the last that any prison published, the newest first."""
    ends = Observation.objects.aggregate(first=Min("period"), last=Max("period"))
    if ends["first"] is None:
        return []
    found = [ends["last"]]
    while found[-1] > ends["first"]:
        found.append(str(month_of(date.fromisoformat(f"{found[-1]}-01")).before))
    return found


def first_period(prison: Peer) -> str:
    """From which month a full recount of a prison begins: its onboarding, or its earliest published month."""
    rows = Observation.objects.filter(prison_code=prison.code).order_by("period")
    earliest = rows.values_list("period", flat=True).first()
    onboarded = str(month_of(prison.onboarded_at.date()))
    return min(earliest or onboarded, onboarded)
