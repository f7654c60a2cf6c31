"""Owns what the page of a certificate asks: the number on the paper, and the name on it to compare."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """The number as it stands on the paper."""

    number = forms.CharField(
        label=_("Number on the certificate"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NameForm(forms.Form):
    """The name as it stands on the paper; it is compared and kept nowhere."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The name is compared with a key and stored nowhere."),
    )
