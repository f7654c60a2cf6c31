"""Owns what a delivery of material and each change of it ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.records.forms import DayInput
from programs.workshop.services import Delivery

OWNER_LABELS = [("own", gettext_lazy("The prison's own")), ("partner", gettext_lazy("A partner's"))]
QUANTITY: dict[str, Any] = {"max_digits": 11, "decimal_places": 3, "min_value": 0}


class DeliveryForm(forms.Form):
    """What came in, from whom, whose it is."""

    material_code = forms.ChoiceField(label=gettext_lazy("Material"))
    quantity = forms.DecimalField(label=gettext_lazy("Quantity, in the unit beside the material"), **QUANTITY)
    supplier = forms.CharField(label=gettext_lazy("Delivered by"), max_length=120)
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=DayInput)
    expires_on = forms.DateField(label=gettext_lazy("Expires on"), widget=DayInput, required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Belongs to"), choices=OWNER_LABELS)
    agreement = forms.TypedChoiceField(
        label=gettext_lazy("Under the agreement"), required=False, coerce=int, empty_value=None
    )
    unit_cost = forms.IntegerField(label=gettext_lazy("Cost of one unit, Rp"), min_value=0, initial=0)

    def __init__(
        self,
        *args: Any,
        materials: Sequence[tuple[str, str]],
        agreements: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material_code"].choices = list(materials)  # type: ignore[attr-defined]
        self.fields["agreement"].choices = [("", _("None")), *agreements]  # type: ignore[attr-defined]

    def delivery(self) -> Delivery:
        """As the service takes it."""
        return Delivery(**self.cleaned_data)


class MaterialFilter(forms.Form):
    """Deliveries of one material or owner, with something left."""

    material = forms.ChoiceField(label=gettext_lazy("Material"), required=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("Belongs to"), required=False, choices=[("", gettext_lazy("All")), *OWNER_LABELS]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), ("left", gettext_lazy("Something left"))],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        required=False,
        choices=[
            ("newest", gettext_lazy("Newest first")),
            ("oldest", gettext_lazy("Oldest first")),
            ("expiry", gettext_lazy("First to expire")),
        ],
    )

    def __init__(self, *args: Any, materials: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = [("", _("Every material")), *materials]  # type: ignore[attr-defined]


class _VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class UseForm(_VersionedForm):
    """A quantity that goes into a lot."""

    quantity = forms.DecimalField(label=gettext_lazy("Quantity"), **QUANTITY)
    lot = forms.TypedChoiceField(label=gettext_lazy("Into the lot"), coerce=int)

    def __init__(self, *args: Any, lots: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = list(lots)  # type: ignore[attr-defined]


class WasteForm(_VersionedForm):
    """A quantity that was wasted, and why."""

    quantity = forms.DecimalField(label=gettext_lazy("Quantity"), **QUANTITY)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class ReturnForm(_VersionedForm):
    """A quantity that goes back to the partner."""

    quantity = forms.DecimalField(label=gettext_lazy("Quantity"), **QUANTITY)


class CountForm(_VersionedForm):
    """What is left as counted or weighed, and why it differs."""

    counted = forms.DecimalField(label=gettext_lazy("Counted"), **QUANTITY)
    reason = forms.CharField(label=gettext_lazy("Reason of the difference"), max_length=200)
