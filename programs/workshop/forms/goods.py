"""Owns what splitting, merging, reworking and counting lots ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.records.forms import DayInput
from programs.workshop.services import Counted, Made
from programs.workshop.services.lineage import MOST_CHILDREN

MOST_DIGITS = 7


class SplitForm(forms.Form):
    """Pieces of each new lot, one number after another."""

    pieces = forms.CharField(
        label=gettext_lazy("Pieces of each new lot"),
        help_text=gettext_lazy("One number for each new lot, with commas: 20, 20, 10. What is left stays in this lot."),
        max_length=400,
    )

    def clean_pieces(self) -> list[int]:
        """The numbers; a word among them is named."""
        numbers = []
        for part in self.cleaned_data["pieces"].replace(";", ",").split(","):
            text = part.strip()
            if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
                raise forms.ValidationError(_("“%(part)s” is no number of pieces."), params={"part": text[:40]})
            numbers.append(int(text))
        if len(numbers) > MOST_CHILDREN:
            raise forms.ValidationError(_("At most %(most)d new lots at once."), params={"most": MOST_CHILDREN})
        return numbers


class MergeForm(forms.Form):
    """Pieces of each lot that go into the new one; empty for a lot that stays as it is."""

    def __init__(self, *args: Any, lots: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for number, title, there in lots:
            self.fields[f"lot-{number}"] = forms.IntegerField(
                label=title,
                required=False,
                min_value=0,
                max_value=there,
                help_text=_("%(there)d lie in the workshop") % {"there": there},
            )

    def pieces(self) -> dict[int, int]:
        """Pieces by lot."""
        sent = {number: self.cleaned_data[f"lot-{number}"] for number, _title, _there in self.lots}
        return {number: pieces for number, pieces in sent.items() if pieces}


class ReworkForm(forms.Form):
    """Pieces that each person present at the session reworked, and minutes."""

    def __init__(self, *args: Any, present: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        for person, _name, minutes in present:
            self.fields[f"pieces-{person}"] = forms.IntegerField(required=False, min_value=0, label=_("Pieces"))
            self.fields[f"minutes-{person}"] = forms.IntegerField(
                required=False, min_value=0, max_value=minutes, label=_("Minutes")
            )

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Who, pieces, minutes."""
        return [(name, self[f"pieces-{person}"], self[f"minutes-{person}"]) for person, name, _most in self.present]

    def makers(self) -> list[Made]:
        """Everybody with pieces."""
        values = self.cleaned_data
        return [
            Made(person, values[f"pieces-{person}"], values[f"minutes-{person}"] or 0)
            for person, _name, _most in self.present
            if values[f"pieces-{person}"]
        ]


class StockTakeForm(forms.Form):
    """What is expected of each lot, what was counted, why it differs."""

    day = forms.DateField(label=gettext_lazy("Day of the count"), widget=DayInput)

    def __init__(self, *args: Any, lots: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for number, _title, there in lots:
            self.fields[f"expected-{number}"] = forms.IntegerField(widget=forms.HiddenInput, initial=there)
            self.fields[f"counted-{number}"] = forms.IntegerField(label=_("Counted"), required=False, min_value=0)
            self.fields[f"reason-{number}"] = forms.CharField(
                label=_("Reason of a difference"), required=False, max_length=200
            )

    @property
    def rows(self) -> list[tuple[str, int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Lot, pieces expected, and its three fields."""
        return [
            (title, there, self[f"expected-{number}"], self[f"counted-{number}"], self[f"reason-{number}"])
            for number, title, there in self.lots
        ]

    def lines(self) -> list[Counted]:
        """Every lot for which a number was written."""
        values = self.cleaned_data
        return [
            Counted(number, values[f"expected-{number}"], values[f"counted-{number}"], values[f"reason-{number}"])
            for number, _title, _there in self.lots
            if values[f"counted-{number}"] is not None
        ]
