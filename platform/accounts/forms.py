"""Owns the forms of entrance: a password, a code of the second factor, a PIN on a tablet."""

from collections.abc import Sequence
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import Account

# a code counts from one step before its time to one after it: within these seconds it is taken once
CODE_LIVES = 90


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


def _code_field(help_text: Any) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-field"}
    return forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=attrs), help_text=help_text)


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth is untyped
    """A code of the second factor or a recovery code, each taken once, throttled by allauth; saving notes the factor."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = _code_field(_("The 6 digits of your authenticator app, or one of your recovery codes."))

    def clean_code(self) -> str:
        """Refuses a wrong code, and one that was used already."""
        code: str = super().clean_code()
        digits = "".join(filter(str.isdigit, code))
        if not cache.add(f"factor.used.{self.user.pk}.{digits}", "y", CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        """This session has shown the full factor."""
        super().save()
        services.show_factor(context.request.session, self.user.pk, services.FULL)


class SetUpForm(forms.Form):
    """The first code of a second factor that is being set up: it proves that the app has taken the secret."""

    code = _code_field(_("The 6 digits that the app shows now."))

    def __init__(self, *args: Any, account: Account, secret: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account, self.secret = account, secret

    def clean_code(self) -> str:
        """Refuses a code of another secret or of another time."""
        succeeded = check_rate_limit(self.account)
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code.replace(" ", "")):
            raise forms.ValidationError(
                _("This is not the code of now. Wait for the next one; is the phone's time right?")
            )
        succeeded()
        return code


def pin_field(label: Any, *, help_text: Any = "") -> forms.CharField:
    """A PIN: six digits, typed on a numeric keyboard, not shown, and not offered to the browser's store of passwords."""
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6, "class": "code-field"}
    return forms.CharField(label=label, max_length=6, widget=forms.PasswordInput(attrs=attrs), help_text=help_text)


class PinForm(forms.Form):
    """Who opens the tablet, with which PIN."""

    person = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)
    pin = pin_field(_("PIN"))

    def __init__(self, *args: Any, officers: Sequence[Account], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
        field.choices = [(str(officer.pk), officer.name or officer.email) for officer in officers]
        field.initial = str(officers[0].pk) if len(officers) == 1 else None


class TokenForm(forms.Form):
    """A new token for a program: what it is for, where it asks, what it may do, and how long."""

    label = forms.CharField(label=_("What it is for"), max_length=80)
    prison = forms.ChoiceField(label=_("Where it asks"), required=False)
    may_write = forms.BooleanField(
        label=_("It may also write"), required=False, help_text=_("Otherwise it only reads. Money stays closed to it.")
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
    )

    def __init__(self, *args: Any, prisons: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["prison"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("The public host")), *((code, code) for code in prisons)]

    def wish(self) -> dict[str, Any]:
        """What was entered, as the service takes it; only after is_valid()."""
        return {name: self.cleaned_data[name] for name in ("label", "prison", "may_write", "days")}
