"""Owns what recording and inspecting a lot ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.workshop.services import Made


class LotForm(forms.Form):
    """A product and, for each person who was present, pieces and minutes."""

    product = forms.ChoiceField(label=gettext_lazy("Product"))

    def __init__(
        self,
        *args: Any,
        products: Sequence[tuple[str, str]],
        present: Sequence[tuple[int, str, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        self.fields["product"].choices = list(products)  # type: ignore[attr-defined]
        for person, _name, minutes in present:
            self.fields[f"pieces-{person}"] = forms.IntegerField(required=False, min_value=0, label=_("Pieces"))
            self.fields[f"minutes-{person}"] = forms.IntegerField(
                required=False, min_value=0, max_value=minutes, initial=minutes, label=_("Minutes")
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


class InspectionForm(forms.Form):
    """The verdict on a lot."""

    accepted = forms.IntegerField(label=gettext_lazy("Accepted"), min_value=0)
    rejected = forms.IntegerField(label=gettext_lazy("Rejected"), min_value=0, initial=0)
    rework = forms.IntegerField(label=gettext_lazy("To be reworked"), min_value=0, initial=0)
