"""Owns which months were published."""

from national.models import Observation
from national.periods import month_of
from tenants.selectors.peers import Peer


def periods() -> list[str]:
    """Published months, the newest first."""
    found = Observation.objects.order_by("-period").values_list("period", flat=True).distinct()
    return list(found)


def first_period(prison: Peer) -> str:
    """From which month a full recount of a prison begins: its onboarding, or its earliest published month."""
    rows = Observation.objects.filter(prison_code=prison.code).order_by("period")
    earliest = rows.values_list("period", flat=True).first()
    onboarded = str(month_of(prison.onboarded_at.date()))
    return min(earliest or onboarded, onboarded)
