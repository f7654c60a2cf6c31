"""Owns writing plans: the person's own words, kept version by version; a fact is noted with its day and who noted it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import PLANS, TEN_FACTS, Plan
from programs.people.selectors.plans import latest_plan
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.selectors import local_today
from programs.records.services import record

Facts = Mapping[str, str | int | bool | None]


def write_plan(
    person: int,
    kind: str,
    *,
    facts: Facts,
    mentor: str = "",
    answers: Mapping[str, str] | None = None,
    seen: int = 0,
    by: str,
    by_name: str,
) -> Plan:
    """Keep the next version of a person's plan, `seen` being the version that was on the page (0: none).

    `answers` says "yes" or "no" to some of the ten facts; one that changes is noted with today and `by_name`. Nothing
    counts them. Raises NotFound; Refused without a mentor; Conflict when somebody wrote a newer version in the meantime.
    """
    owner = selectors.person(person)
    mentor = " ".join(mentor.split())
    if kind not in PLANS:
        raise Refused(code="plan-kind", field="kind", value=kind[:10], rule=_("Choose one of the plans listed."))
    if kind == "business" and not mentor:
        raise Refused(code="mentor-missing", field="mentor", value="", rule=str(REFUSALS["people_plan_mentored"].rule))
    before = latest_plan(person, kind)
    if (before.version if before else 0) != seen:
        refusal = REFUSALS["people_plan_version"]
        raise Conflict(code=refusal.code, field="seen", value=seen, rule=str(refusal.rule))
    noted = _noted(before.noted if before else {}, answers or {}, day=local_today(), by_name=by_name)
    with translated(REFUSALS, value=seen), transaction.atomic():
        plan = Plan.objects.create(
            person=owner,
            kind=kind,
            version=seen + 1,
            mentor=mentor[:120],
            facts=dict(facts),
            noted=noted if kind == "business" else {},
            written_by=by,
        )
        record("plan.written", by=by, subject=f"person:{person}", kind=kind, version=plan.version)
    return plan


def _noted(before: dict[str, Any], answers: Mapping[str, str], *, day: date, by_name: str) -> dict[str, Any]:
    """The ten facts after the answers: an unchanged one keeps its day and name, one that is taken back is gone."""
    noted = {}
    for fact in TEN_FACTS:
        answer, known = answers.get(fact, ""), before.get(fact)
        if known is not None and known["answer"] == answer:
            noted[fact] = known
        elif answer in {"yes", "no"}:
            noted[fact] = {"answer": answer, "on": day.isoformat(), "by": by_name[:120]}
    return noted
