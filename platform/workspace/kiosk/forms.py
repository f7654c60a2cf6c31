"""Owns what the kiosk asks: card number and PIN, a PIN of one's own, a complaint, a receipt."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import pin_field
from programs.people.forms_complaints import CATEGORY_LABELS, about_choices, text_field, told_about


class EnterForm(forms.Form):
    """Card number and PIN."""

    card_number = forms.CharField(
        label=_("Card number"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    pin = pin_field(_("PIN"))


class OwnPinForm(forms.Form):
    """A PIN of one's own, typed twice."""

    pin = pin_field(_("Your new PIN"), help_text=_("6 digits; no row, no repeat, no date."))
    repeated = pin_field(_("The PIN again"))

    def clean(self) -> None:
        """Refuses two PINs that differ."""
        cleaned = self.cleaned_data
        if {"pin", "repeated"} <= cleaned.keys() and cleaned["pin"] != cleaned["repeated"]:
            self.add_error("repeated", _("This is not the same PIN as above."))


class KioskComplaintForm(forms.Form):
    """A complaint: the category is chosen by the first tap, everything else is optional."""

    category = forms.ChoiceField(choices=list(CATEGORY_LABELS.items()), widget=forms.HiddenInput())
    about = forms.ChoiceField(label=_("Who is it about?"))
    anonymous = forms.BooleanField(label=_("Without my card number"), required=False)
    text = text_field(_("In your own words"), required=False, rows=4)
    key = forms.UUIDField(widget=forms.HiddenInput())
    begun = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput())

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]], is_guest: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = about_choices(("nobody", "officer", "head"), officers)  # type: ignore[attr-defined]
        if not is_guest:
            del self.fields["anonymous"]

    def wish(self) -> dict[str, Any]:
        """What was entered, as the service takes it, without the person; only after is_valid()."""
        given = self.cleaned_data
        plain = {"category": given["category"], "text": given["text"], "key": str(given["key"])}
        return {**plain, **told_about(given["about"])}


class ReceiptForm(forms.Form):
    """The receipt of a complaint."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=24,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class WithdrawForm(forms.Form):
    """The purpose whose consent is withdrawn."""

    purpose = forms.CharField(max_length=12)
