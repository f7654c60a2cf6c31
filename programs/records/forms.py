"""Owns how a refused act is told on the form that asked for it: beside its field, with the rule and its source."""

from typing import Any

from django import forms

from core.errors import DomainError


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def tell_refusal(form: forms.BaseForm, error: DomainError) -> None:
    """Add the rule to the field it is about, or to the whole form when the form does not ask for that field."""
    shown = f"{error.rule} ({error.citation})" if error.citation else str(error.rule)
    form.add_error(error.field if error.field in form.fields else None, shown)


def choices_of(labels: dict[str, Any], *codes: str) -> list[tuple[str, Any]]:
    """Code and label of each code, in the order given."""
    return [(code, labels[code]) for code in codes or labels]
