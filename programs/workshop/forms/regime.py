"""Owns what the calendar asks: a slot of the week, a closed day or other hours, until when to plan, why it is cancelled."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.records.forms import DayInput
from programs.workshop.forms.sessions import TimeInput

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
Choices = Sequence[tuple[str, str]]


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), required=required, help_text=help_text)


class SlotForm(forms.Form):
    """A slot of the week."""

    program = forms.ChoiceField(label=_("Programme"))
    place = forms.CharField(label=_("Place of work"), max_length=60)
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=WEEKDAYS, coerce=int)
    starts = forms.TimeField(label=_("Begins"), widget=TimeInput())
    ends = forms.TimeField(label=_("Ends"), widget=TimeInput())
    officer = forms.ChoiceField(label=_("State officer on duty"))
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)
    agreement = forms.ChoiceField(label=_("For a partner"), required=False)
    first = _day(_("From"))
    last = _day(_("Until"), required=False, help_text=_("Empty: until it is ended."))

    def __init__(self, *args: Any, programs: Choices, officers: Choices, agreements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]
        self.fields["agreement"].choices = [("", _("No, for the prison itself")), *agreements]  # type: ignore[attr-defined]


class SpanForm(forms.Form):
    """Closed days or other hours."""

    kind = forms.ChoiceField(
        label=_("What holds on these days"), choices=[("closed", _("Closed")), ("hours", _("Other hours (Ramadan)"))]
    )
    first = _day(_("First day"))
    last = _day(_("Last day"))
    starts = forms.TimeField(label=_("Begins"), widget=TimeInput(), required=False)
    ends = forms.TimeField(label=_("Ends"), widget=TimeInput(), required=False)
    title = forms.CharField(label=_("What it is called"), max_length=80)
    source = forms.CharField(label=_("Who says so (letter, decree)"), max_length=200)


class PlanForm(forms.Form):
    """Until which day sessions are made."""

    last = _day(_("Plan until"))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class OfficerForm(forms.Form):
    """Who is on duty instead."""

    officer = forms.ChoiceField(label=_("State officer on duty"))

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]
