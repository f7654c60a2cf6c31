"""Owns the form with which an invited person chooses a password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import Account


def _password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget)


class PasswordForm(forms.Form):
    """A new password, typed twice, long enough and not a common one."""

    password = _password(_("Password"))
    repeated = _password(_("The password again"))

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean_password(self) -> str:
        """Refuses what the password rules refuse."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> None:
        """Refuses two passwords that differ."""
        cleaned = self.cleaned_data
        if {"password", "repeated"} <= cleaned.keys() and cleaned["password"] != cleaned["repeated"]:
            self.add_error("repeated", _("This is not the same password as above."))
