"""Owns what is filled in about money: the scheme the head signs, and the treasury's numbers the treasurer enters."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.earnings import selectors, words
from programs.earnings.services.schemes import LONGEST_DECREE


class SignSchemeForm(forms.Form):
    """The choice and its signature in one step."""

    scheme = forms.ChoiceField(label=_("Split scheme"), widget=forms.RadioSelect)
    starts = forms.DateField(label=_("In force from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    decree_number = forms.CharField(
        label=_("Number of the head's decree"),
        max_length=LONGEST_DECREE,
        help_text=_("As printed on the decree. Without it nothing is booked."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schemes = selectors.known_schemes().values()
        choices = [(facts.code, words.scheme_choice(facts)) for facts in schemes]
        self.fields["scheme"] = forms.ChoiceField(label=_("Split scheme"), choices=choices, widget=forms.RadioSelect)
        self.fields["scheme"].initial = next((facts.code for facts in schemes if facts.is_default), None)
        self.fields["starts"].initial = today


class BillingCodeForm(forms.Form):
    """What SIMPONI issued for an obligation."""

    code = forms.CharField(
        label=_("SIMPONI billing code"), max_length=40, widget=forms.TextInput({"inputmode": "numeric"})
    )
    expires_at = forms.DateTimeField(
        label=_("Can be paid until"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("As printed beside the code, in the time of this prison."),
    )


class NtpnForm(forms.Form):
    """What the treasury's receipt shows."""

    ntpn = forms.CharField(
        label=_("NTPN of the receipt"), max_length=40, help_text=_("Sixteen capitals or digits: the treasury's number.")
    )
