"""Owns what an incident asks, and how their list is narrowed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.records.forms import DayInput
from programs.workshop.forms.filters import ORDERS
from programs.workshop.forms.sessions import TimeInput

KIND_LABELS = {
    "accident": _("Accident at work"),
    "near_miss": _("Near miss"),
    "other": _("Other"),
    "tool_shortage": _("Tool missing"),
}
SEVERITY_LABELS = {"light": _("Slight"), "serious": _("Serious"), "fatal": _("Fatal")}
ACCIDENT_ONLY = ("person", "body_part", "severity", "first_aid", "clinic", "days_lost")


class IncidentForm(forms.Form):
    """What happened; the lower half is of an accident only."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(code, KIND_LABELS[code]) for code in ("accident", "near_miss", "other")]
    )
    day = forms.DateField(label=_("Day"), widget=DayInput())
    hour = forms.TimeField(label=_("Hour"), widget=TimeInput(), required=False)
    place = forms.CharField(label=_("Place of work"), max_length=60)
    text = forms.CharField(label=_("What happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    reported_to = forms.CharField(label=_("Reported to"), max_length=120, required=False)
    person = forms.ChoiceField(label=_("Accident: who was hurt"), required=False)
    body_part = forms.CharField(label=_("Accident: part of the body"), max_length=60, required=False)
    severity = forms.ChoiceField(
        label=_("Accident: how severe"), required=False, choices=[("", "–"), *SEVERITY_LABELS.items()]
    )
    first_aid = forms.CharField(label=_("Accident: first aid given"), max_length=200, required=False)
    clinic = forms.CharField(label=_("Accident: clinic or hospital"), max_length=120, required=False)
    days_lost = forms.IntegerField(label=_("Accident: days lost"), min_value=0, max_value=365, required=False)

    def __init__(self, *args: Any, persons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "–"), *persons]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """An accident says who was hurt, where and how severely."""
        if self.cleaned_data.get("kind") == "accident":
            for name in ("person", "body_part", "severity"):
                if name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, _("An accident says who was hurt, where and how severely."))

    @property
    def accident(self) -> dict[str, Any] | None:
        """The facts of an accident; None of anything else."""
        if self.cleaned_data["kind"] != "accident":
            return None
        facts = {name: self.cleaned_data[name] for name in ACCIDENT_ONLY}
        return {**facts, "person": int(facts["person"])}

    @property
    def common(self) -> dict[str, Any]:
        """What every incident tells."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ACCIDENT_ONLY}


class FollowUpForm(forms.Form):
    """What was done or found since."""

    text = forms.CharField(label=_("What was done or found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    days_lost = forms.IntegerField(label=_("Days lost by now"), min_value=0, max_value=365, required=False)

    def __init__(self, *args: Any, is_accident: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_accident:
            del self.fields["days_lost"]


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=_("Result"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class IncidentFilter(forms.Form):
    """Incidents of one kind, open or closed."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *KIND_LABELS.items()])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open")), ("closed", _("Closed"))]
    )
    order = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)
