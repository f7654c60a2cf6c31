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


class LotFilter(forms.Form):
    """Lots of one product, those that wait for inspection."""

    product = forms.ChoiceField(label=_("Product"), required=False)
    waiting = forms.ChoiceField(
        label=_("Inspection"), required=False, choices=[("", _("All")), ("1", _("Waits for inspection"))]
    )
    order = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, products: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [("", _("Every product")), *products]  # type: ignore[attr-defined]


def chosen(form: forms.Form) -> dict[str, str]:
    """What is chosen, field by field; a choice that does not exist narrows nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name, "") for name in form.fields}
