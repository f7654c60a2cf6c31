"""Owns what opening a session asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from programs.records.forms import DayInput


class TimeInput(forms.TimeInput):
    """An hour as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(forms.Form):
    """A session: program, place, day, hours, the state officer on duty."""

    program = forms.ChoiceField(label=gettext_lazy("Programme"))
    place = forms.CharField(label=gettext_lazy("Place of work"), max_length=60)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    starts = forms.TimeField(label=gettext_lazy("Begins"), widget=TimeInput())
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=TimeInput())
    officer = forms.ChoiceField(
        label=gettext_lazy("State officer on duty"),
        help_text=gettext_lazy("An officer is listed here once they have opened a session themselves."),
    )

    agreement = forms.ChoiceField(
        label=gettext_lazy("For a partner"),
        required=False,
        help_text=gettext_lazy("Then everybody present needs consent to work for a partner."),
    )

    def __init__(
        self,
        *args: Any,
        programs: Sequence[tuple[str, str]],
        officers: Sequence[tuple[str, str]],
        agreements: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].choices = [("", gettext_lazy("No, for the prison itself")), *agreements]  # type: ignore[attr-defined]
        if not agreements:
            del self.fields["agreement"]
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]
