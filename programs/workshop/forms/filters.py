"""Owns how the lists of the workshop are narrowed and ordered, by what stands in an address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ORDERS = [("newest", _("Newest first")), ("oldest", _("Oldest first"))]


class SessionFilter(forms.Form):
    """Sessions of one program, open or closed."""

    program = forms.ChoiceField(label=_("Programme"), required=False)
    state = forms.ChoiceField(
        label=_("Register"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Still open")),
            ("closed", _("Closed")),
            ("cancelled", _("Cancelled")),
            ("planned", _("Planned ahead")),
        ],
    )
    order = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [("", _("Every programme")), *programs]  # type: ignore[attr-defined]


OWNERS = [("", _("All")), ("own", _("The prison's own")), ("partner", _("A partner's"))]


class _ProductFilter(forms.Form):
    product = forms.ChoiceField(label=_("Product"), required=False)

    def __init__(self, *args: Any, products: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [("", _("Every product")), *products]  # type: ignore[attr-defined]


class LotFilter(_ProductFilter):
    """Lots of one product, kind, owner or state."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("waiting", _("Waits for inspection")),
            ("inspected", _("Inspected")),
            ("rework", _("Rework open")),
            ("offered", _("Offered")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All")),
            ("made", _("Made here")),
            ("rework", _("Reworked")),
            ("split", _("Split")),
            ("merge", _("Merged")),
            ("arrival", _("From another prison")),
        ],
    )
    owner = forms.ChoiceField(label=_("Belongs to"), required=False, choices=OWNERS)
    order = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)


class BalanceFilter(_ProductFilter):
    """Pieces of one product, owner or place."""

    owner = forms.ChoiceField(label=_("Belongs to"), required=False, choices=OWNERS)
    place = forms.ChoiceField(
        label=_("Place"),
        required=False,
        choices=[
            ("", _("All")),
            ("workshop", _("Workshop")),
            ("marketplace", _("Marketplace")),
            ("transit", _("On the way")),
        ],
    )
    order = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)


class QualityFilter(_ProductFilter):
    """Quality of one product."""


def chosen(form: forms.Form) -> dict[str, str]:
    """What is chosen, field by field; a choice that does not exist narrows nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name, "") for name in form.fields}
