"""Owns reading a person's plans: the one that holds, and its earlier versions."""

from programs.people.models import Plan

__all__ = ["Plan", "latest_plan", "plan_versions"]


def latest_plan(person: int, kind: str) -> Plan | None:
    """The plan of a kind as it was written last; None when there is none yet."""
    return Plan.objects.filter(person_id=person, kind=kind).order_by("-version").first()


def plan_versions(person: int, kind: str) -> list[Plan]:
    """Every version of a plan, the newest first."""
    return list(Plan.objects.filter(person_id=person, kind=kind).order_by("-version"))
