"""Owns what the pages of a transfer ask: where to, from which day, why; where an arrival is held; why it is refused."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.records.forms import DayInput

REASON_LABELS = {
    "capacity": _("Places here or there"),
    "program": _("A programme that runs there"),
    "family": _("Nearer to the family"),
    "security": _("Safety"),
    "sentence": _("A stage of the sentence"),
}
REFUSAL_LABELS = {
    "not-expected": _("The person did not arrive"),
    "wrong-person": _("Another person than in the envelope"),
    "unreadable": _("The envelope cannot be read"),
    "no-place": _("There is no place here"),
}


class SendForm(forms.Form):
    """A prison, a day, a reason, and whether the person lets the business plan go along."""

    to = forms.ChoiceField(label=_("Receiving prison"))
    on = forms.DateField(label=_("First day on which the person is no longer held here"), widget=DayInput())
    reason = forms.ChoiceField(label=_("Reason"), choices=list(REASON_LABELS.items()))
    with_plan = forms.BooleanField(
        label=_("The person agrees that the business and release plans go along"), required=False
    )

    def __init__(self, *args: Any, prisons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(prisons)  # type: ignore[attr-defined]


class ReceiveForm(forms.Form):
    """From which day and in which block an arrival is held."""

    on = forms.DateField(label=_("First day on which the person is held here"), widget=DayInput())
    block = forms.CharField(label=_("Block"), max_length=40, required=False)


class RefuseForm(forms.Form):
    """Why an arrival is refused; the sender sees it."""

    refusal = forms.ChoiceField(label=_("Why it is refused"), choices=list(REFUSAL_LABELS.items()))
