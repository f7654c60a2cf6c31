"""Owns what recording and inspecting a lot ask."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.workshop.selectors import Characteristic
from programs.workshop.services import Cause, Findings, Input, Made, Measured

Choices = Sequence[tuple[Any, str]]


class LotForm(forms.Form):
    """A product and, for each person who was present, pieces and minutes; if wished, the step, and what went in."""

    product = forms.ChoiceField(label=gettext_lazy("Product"))

    def __init__(
        self,
        *args: Any,
        products: Choices,
        present: Sequence[tuple[int, str, int]],
        steps: Choices = (),
        materials: Choices = (),
        lots: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.present, self.materials, self.lots = present, materials, lots
        self.fields["product"].choices = list(products)  # type: ignore[attr-defined]
        for person, _name, minutes in present:
            self.fields[f"pieces-{person}"] = forms.IntegerField(required=False, min_value=0, label=_("Pieces"))
            self.fields[f"minutes-{person}"] = forms.IntegerField(
                required=False, min_value=0, max_value=minutes, initial=minutes, label=_("Minutes")
            )
            self.fields[f"step-{person}"] = forms.ChoiceField(
                required=False, label=_("Step"), choices=[("", _("all steps")), *steps]
            )
        for number, title in materials:
            self.fields[f"material-{number}"] = forms.DecimalField(
                required=False, label=title, min_value=0, max_digits=11, decimal_places=3
            )
        for number, title in lots:
            self.fields[f"lot-{number}"] = forms.IntegerField(required=False, label=title, min_value=0)

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Who, pieces, minutes, step."""
        return [
            (name, self[f"pieces-{person}"], self[f"minutes-{person}"], self[f"step-{person}"])
            for person, name, _most in self.present
        ]

    @property
    def input_rows(self) -> list[forms.BoundField]:
        """Materials and lots that can go in."""
        names = [f"material-{number}" for number, _title in self.materials]
        return [self[name] for name in (*names, *(f"lot-{number}" for number, _title in self.lots))]

    def makers(self) -> list[Made]:
        """Everybody with pieces."""
        values = self.cleaned_data
        return [
            Made(person, values[f"pieces-{person}"], values[f"minutes-{person}"] or 0, values[f"step-{person}"])
            for person, _name, _most in self.present
            if values[f"pieces-{person}"]
        ]

    def inputs(self) -> list[Input]:
        """Every material and lot with an amount."""
        values = self.cleaned_data
        lots = [(number, values[f"lot-{number}"]) for number, _title in self.lots]
        materials = [(number, values[f"material-{number}"]) for number, _title in self.materials]
        return [Input(lot=number, pieces=pieces) for number, pieces in lots if pieces] + [
            Input(material=number, quantity=quantity) for number, quantity in materials if quantity
        ]


class InspectionForm(forms.Form):
    """The verdict on a lot, with what was measured, why pieces did not pass, and a picture of the sealed sample."""

    accepted = forms.IntegerField(label=gettext_lazy("Accepted"), min_value=0)
    rejected = forms.IntegerField(label=gettext_lazy("Rejected"), min_value=0, initial=0)
    rejected_cause = forms.ChoiceField(label=gettext_lazy("Why rejected"), required=False)
    rework = forms.IntegerField(label=gettext_lazy("To be reworked"), min_value=0, initial=0)
    rework_cause = forms.ChoiceField(label=gettext_lazy("Why to be reworked"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Note or reason"),
        help_text=gettext_lazy("Needed when all is accepted although a critical value is outside its limits."),
        required=False,
        max_length=200,
    )
    photo = forms.FileField(
        label=gettext_lazy("Picture of the sealed sample"), help_text=gettext_lazy("JPEG or PNG"), required=False
    )
    photo_shows_nobody = forms.BooleanField(
        label=gettext_lazy("No person, name, block or fence is shown."), required=False
    )

    def __init__(self, *args: Any, planned: Sequence[tuple[Characteristic, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = planned
        causes = [("other", _("another reason")), *((each.code, each.title) for each, _count in planned)]
        for name in ("rejected_cause", "rework_cause"):
            self.fields[name].choices = causes  # type: ignore[attr-defined]
        for each, count in planned:
            for sample in range(1, count + 1):
                label = _("%(title)s, sample %(sample)d") % {"title": each.title, "sample": sample}
                self.fields[f"{each.code}-{sample}"] = forms.DecimalField(
                    required=False, label=label, max_digits=12, decimal_places=3
                )

    @property
    def verdict_fields(self) -> list[forms.BoundField]:
        """The fields of the verdict and its reasons."""
        names = ("accepted", "rejected", "rejected_cause", "rework", "rework_cause", "reason")
        return [self[name] for name in names]

    @property
    def photo_fields(self) -> list[forms.BoundField]:
        """The picture and what is said of it."""
        return [self["photo"], self["photo_shows_nobody"]]

    @property
    def sample_rows(self) -> list[tuple[Characteristic, list[forms.BoundField]]]:
        """Each characteristic with a field for each sample."""
        return [(each, [self[f"{each.code}-{n}"] for n in range(1, count + 1)]) for each, count in self.planned]

    def pieces(self) -> dict[str, int]:
        """The three numbers."""
        return {name: self.cleaned_data[name] for name in ("accepted", "rejected", "rework")}

    def findings(self) -> Findings:
        """Everything else, as the service takes it."""
        values = self.cleaned_data
        measured = []
        for each, count in self.planned:
            for sample in range(1, count + 1):
                value: Decimal | None = values[f"{each.code}-{sample}"]
                if value is not None:
                    measured.append(Measured(each.code, sample, value))
        causes = [
            Cause(verdict, values[f"{verdict}_cause"] or "other", values[verdict], values["reason"])
            for verdict in ("rejected", "rework")
            if values[verdict]
        ]
        return Findings(measured, causes, values["reason"], values["photo"], values["photo_shows_nobody"])
