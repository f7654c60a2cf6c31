"""Owns who may touch observations: a prison upserts its own, the national office reads all."""

from core.access import TableGrant

GRANTS = (
    TableGrant(
        "national_observation",
        national="select",
        prison="select insert update(numerator,denominator,is_final,computed_at)",
    ),
    TableGrant("national_target", national="select"),
)
