"""Owns reading targets: a line is drawn only on a base that has one (product rule 22)."""

from dataclasses import dataclass

from national.models import Target


@dataclass(frozen=True)
class TargetFacts:
    """A target of one indicator, how sure it is ("reported", "ambition") and who says so."""

    share: float
    status: str
    source: str


def targets() -> dict[str, TargetFacts]:
    """The targets there are, by indicator: one query."""
    rows = Target.objects.values_list("indicator", "share", "status", "source")
    return {code: TargetFacts(share, status, source) for code, share, status, source in rows}
