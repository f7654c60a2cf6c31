"""Owns what sending goods, inspecting an arrival and settling a dispatch ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

REFUSAL_LABELS = {
    "not-ordered": _("Not agreed with this prison"),
    "wrong-goods": _("Other goods than stated"),
    "damaged": _("Damaged on the way"),
    "not-arrived": _("Nothing arrived"),
}


class DispatchForm(forms.Form):
    """A lot with pieces in the workshop, how many of them, to whom and at what price."""

    lot = forms.TypedChoiceField(label=_("Lot"), coerce=int)
    pieces = forms.IntegerField(label=_("Pieces"), min_value=1)
    to = forms.ChoiceField(label=_("Receiving prison"))
    price = forms.IntegerField(label=_("Price of one piece, in rupiah"), min_value=0)

    def __init__(
        self, *args: Any, lots: Sequence[tuple[int, str]], prisons: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = list(lots)  # type: ignore[attr-defined]
        self.fields["to"].choices = list(prisons)  # type: ignore[attr-defined]


class ArrivalForm(forms.Form):
    """The verdict on what arrived: the three sum to what was sent."""

    accepted = forms.IntegerField(label=_("Accepted"), min_value=0)
    rejected = forms.IntegerField(label=_("Rejected"), min_value=0, initial=0)
    missing = forms.IntegerField(label=_("Missing"), min_value=0, initial=0)
    reason = forms.CharField(
        label=_("Why pieces were rejected or are missing"), max_length=200, required=False, widget=forms.TextInput()
    )


class RefuseForm(forms.Form):
    """Why the whole consignment is refused; the sender sees it."""

    refusal = forms.ChoiceField(label=_("Why it is refused"), choices=list(REFUSAL_LABELS.items()))


class SettleForm(forms.Form):
    """What became of the pieces that were not accepted."""

    back = forms.IntegerField(label=_("Pieces that are back here"), min_value=0, initial=0)
    written_off = forms.IntegerField(label=_("Pieces to write off"), min_value=0, initial=0)
    reason = forms.CharField(label=_("Why they are written off"), max_length=200, required=False)
