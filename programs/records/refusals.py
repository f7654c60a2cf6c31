"""Owns the translation of what the database refuses inside a prison: constraint name to the rule a person reads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.functional import Promise

from core.errors import DomainError, Refused


@dataclass(frozen=True)
class Refusal:
    """What a constraint means to people: stable code, the field at fault, the rule, and where the rule comes from."""

    code: str
    field: str
    rule: str | Promise
    citation: str = ""
    kind: type[DomainError] = Refused


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that refused; empty when the driver does not tell."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")


@contextmanager
def translated(refusals: Mapping[str, Refusal], *, value: object = "") -> Iterator[None]:
    """Turn the refusal of a named constraint into its DomainError with `value`; other errors pass.

    Stands outside the transaction that fails. The database's own message quotes the row, so it is not kept as cause.
    """
    try:
        yield
    except IntegrityError as error:
        found = refusals.get(constraint_of(error))
        if found is None:
            raise
        told = found.kind(
            code=found.code, field=found.field, value=value, rule=str(found.rule), citation=found.citation
        )
        raise told from None
