"""Owns what putting a closed register right asks, and how its entries are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.workshop.forms.register import STATE_LABELS, WHO
from programs.workshop.models import DAY_CAP, PRESENT
from programs.workshop.selectors import Correction, RegisterRow


class CorrectionForm(forms.Form):
    """Whose mark, what it should say, and why."""

    person = forms.TypedChoiceField(label=gettext_lazy("Person"), coerce=int)
    state = forms.ChoiceField(label=gettext_lazy("It should say"), choices=list(STATE_LABELS.items()))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes, if present"), min_value=1, max_value=DAY_CAP, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Kept beside the old mark; nobody can remove it."),
    )

    def __init__(self, *args: Any, rows: Sequence[RegisterRow], default_minutes: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        choices = [(row.person, f"{row.card_number} {row.short_name} – {_said(row)}") for row in rows]
        field.choices = [("", _("Choose a person")), *choices]
        self.fields["minutes"].initial = default_minutes
        self.default_minutes = default_minutes

    def wish(self) -> dict[str, Any]:
        """What was entered, as the service takes it; only after is_valid()."""
        state, minutes = self.cleaned_data["state"], self.cleaned_data["minutes"] or self.default_minutes
        return {
            "person": self.cleaned_data["person"],
            "state": state,
            "minutes": minutes if state == PRESENT else 0,
            "reason": self.cleaned_data["reason"],
        }


@dataclass(frozen=True)
class ToldCorrection:
    """One entry in words."""

    entry: Correction
    old: str
    new: str
    who: Any


def told_corrections(entries: Iterable[Correction]) -> list[ToldCorrection]:
    """The entries with the reasons and the roles in words."""
    return [
        ToldCorrection(
            each, _words(each.old_state, each.old_minutes), _words(each.new_state, each.new_minutes), WHO[each.by]
        )
        for each in entries
    ]


def _said(row: RegisterRow) -> str:
    return _words(row.state, row.minutes)


def _words(state: str, minutes: int) -> str:
    if not state:
        return _("no mark")
    if state != PRESENT:
        return str(STATE_LABELS[state])
    return _("%(state)s, %(minutes)d minutes") % {"state": STATE_LABELS[state], "minutes": minutes}
