"""Owns a comparison as facts for programs: the JSON of command and API, the columns of the file."""

from collections.abc import Iterator
from typing import Any

from national.selectors import Comparison, Row

COLUMNS = (
    "indicator", "version", "period", "code", "name", "kind", "class", "numerator", "denominator", "value", "low", "high",
    "suppressed", "final", "computed_at", "coverage", "source", "demo",
)  # fmt: skip


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
        facts = {**shared, **row_facts(row)}
        yield [_cell(facts[column]) for column in COLUMNS]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _target(found: Comparison) -> dict[str, Any] | None:
    if found.target is None:
        return None
    return {"share": found.target.share, "status": found.target.status, "source": found.target.source}
