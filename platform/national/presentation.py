"""Owns comparison, course, overview and profile as facts for programs: the JSON of command and API, the columns of files."""

from collections.abc import Iterator
from typing import Any

from national.selectors import Comparison, Course, Overview, Pooled, Profile, Row

COLUMNS = (
    "indicator", "version", "period", "code", "name", "kind", "class", "numerator", "denominator", "value", "low", "high",
    "suppressed", "final", "computed_at", "coverage", "source", "demo", "province", "region", "signal",
)  # fmt: skip
COURSE_COLUMNS = (
    "indicator", "version", "period", "peer", "numerator", "denominator", "value", "low", "high", "prisons",
    "final", "limit_centre", "limit_low", "limit_high", "limit_points", "source", "demo",
)  # fmt: skip
OVERVIEW_COLUMNS = (
    "indicator", "version", "title", "unit", "period", "numerator", "denominator", "value", "low", "high",
    "prisons_in_total", "coverage", "judged", "above", "far_above", "below", "far_below", "target", "target_status",
    "target_source", "definition", "source", "as_of", "demo",
)  # fmt: skip
PROFILE_COLUMNS = (
    "code", "name", "kind", "class", "province", "indicator", "version", "period", "numerator", "denominator", "value",
    "low", "high", "suppressed", "final", "peers_numerator", "peers_denominator", "peers_value", "peers_coverage",
    "signal", "source", "demo",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_facts(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON-ready facts; a suppressed row keeps its place and tells no value."""
    return {
        "indicator": found.indicator.code,
        "version": found.indicator.version,
        "unit": found.indicator.unit,
        "period": found.period,
        "peer": found.peer,
        "coverage": {"covered": found.covered, "total": found.total, "text": coverage(found)},
        "target": _target(found),
        "definition": str(found.indicator.definition),
        "source": str(found.indicator.source),
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "demo": found.demo,
        "rows": [row_facts(row) for row in found.rows],
    }


def coverage(found: Comparison) -> str:
    """How much of the group reports: "12 of 189"."""
    return f"{found.covered} of {found.total}"


def row_facts(row: Row) -> dict[str, Any]:
    """One row as JSON-ready facts."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "class": row.prison_class,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "suppressed": row.suppressed,
        "final": row.is_final,
        "computed_at": row.computed_at.isoformat(),
    }


def file_rows(found: Comparison) -> Iterator[list[Any]]:
    """The lines of the file under `COLUMNS`; nothing is written for what is not told."""
    shared = {
        "indicator": found.indicator.code,
        "version": found.indicator.version,
        "period": found.period,
        "coverage": coverage(found),
        "source": str(found.indicator.source),
        "demo": found.demo,
    }
    for row in found.rows:
        place = {"province": row.province, "region": row.region, "signal": row.signal}
        yield _line(COLUMNS, {**shared, **row_facts(row), **place})


def course_rows(found: Comparison, course: Course) -> Iterator[list[Any]]:
    """The lines of a course under `COURSE_COLUMNS`: a month each, with the control limits where there are any."""
    limits = course.control
    shared = {
        "indicator": course.indicator.code,
        "version": course.indicator.version,
        "peer": found.peer,
        "source": str(course.indicator.source),
        "demo": found.demo,
        "limit_centre": limits.centre if limits else None,
        "limit_low": limits.low if limits else None,
        "limit_high": limits.high if limits else None,
        "limit_points": limits.points if limits else None,
    }
    for point in course.points:
        facts = {**shared, **_total(point.total), "period": point.period, "final": point.is_final}
        yield _line(COURSE_COLUMNS, facts)


def overview_rows(found: Overview) -> Iterator[list[Any]]:
    """The lines of the overview under `OVERVIEW_COLUMNS`: an indicator each."""
    for each in found.measured:
        contract, target, total = each.indicator, each.target, _total(each.pooled)
        facts = {
            **total,
            "indicator": contract.code,
            "version": contract.version,
            "title": str(contract.title),
            "unit": contract.unit,
            "period": found.period,
            "prisons_in_total": total["prisons"],
            "coverage": f"{each.covered} of {found.total}",
            "judged": each.judged,
            "above": len(each.codes("above")),
            "far_above": len(each.codes("far-above")),
            "below": len(each.codes("below")),
            "far_below": len(each.codes("far-below")),
            "target": target.share if target else None,
            "target_status": target.status if target else None,
            "target_source": target.source if target else None,
            "definition": str(contract.definition),
            "source": str(contract.source),
            "as_of": found.as_of.isoformat() if found.as_of else None,
            "demo": found.demo,
        }
        yield _line(OVERVIEW_COLUMNS, facts)


def profile_rows(found: Profile) -> Iterator[list[Any]]:
    """The lines of a profile under `PROFILE_COLUMNS`: a month of an indicator each; peers stand beside the chosen month."""
    where = found.location
    prison = {
        "code": where.code,
        "name": where.name,
        "kind": where.kind,
        "class": where.prison_class,
        "province": where.province,
        "demo": found.demo,
    }
    for each in found.standings:
        contract = {"indicator": each.indicator.code, "version": each.indicator.version}
        for point in each.course.points:
            if point.period != found.period:
                month = {**_total(point.total), "period": point.period, "final": point.is_final}
                yield _line(PROFILE_COLUMNS, {**prison, **contract, **month, "source": str(each.indicator.source)})
        if each.row is not None:
            peers = {
                "peers_numerator": each.pooled.numerator,
                "peers_denominator": each.pooled.denominator,
                "peers_value": each.pooled.value,
                "peers_coverage": f"{each.covered} of {found.total}",
                "signal": each.row.signal,
                "source": str(each.indicator.source),
            }
            facts = {**row_facts(each.row), **prison, **contract, **peers, "period": found.period}
            yield _line(PROFILE_COLUMNS, facts)


def _total(pooled: Pooled | None) -> dict[str, Any]:
    if pooled is None:
        return dict.fromkeys(("numerator", "denominator", "value", "low", "high", "prisons"))
    low, high = pooled.interval or (None, None)
    return {
        "numerator": pooled.numerator,
        "denominator": pooled.denominator,
        "value": pooled.value,
        "low": low,
        "high": high,
        "prisons": pooled.prisons,
    }


def _line(columns: tuple[str, ...], facts: dict[str, Any]) -> list[Any]:
    return [_cell(facts.get(column)) for column in columns]


def _cell(value: Any) -> Any:
    """A value as a cell; words that a spreadsheet would run as a formula are told as words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _target(found: Comparison) -> dict[str, Any] | None:
    if found.target is None:
        return None
    return {"share": found.target.share, "status": found.target.status, "source": found.target.source}
