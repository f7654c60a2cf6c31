"""Owns the forms of staff: inviting a member, lending a verifier, a tablet and its PIN. Rules are the services' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import pin_field
from core.errors import DomainError
from tenants.words import DEPUTIES, STAFF_ROLES, role_words


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class MemberForm(forms.Form):
    """Who comes in as what, from when until when, and as whose deputy by which decree."""

    email = forms.EmailField(label=_("Official e-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=list(STAFF_ROLES.items()))
    deputy = forms.ChoiceField(label=_("As a deputy"), required=False, choices=list(DEPUTIES.items()))
    decree = forms.CharField(
        label=_("Number of the decree"), max_length=80, required=False, help_text=_("A deputy needs it.")
    )
    starts = _day(_("First day"), _("Empty: today."))
    until = _day(_("First day without the role"), _("Empty: without an end. A deputy needs it."))

    def show(self, error: DomainError) -> None:
        """A rule that said no, beside the field it names."""
        field = {"admin_email": "email"}.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.rule)


class LendForm(MemberForm):
    """A verifier, or who reads complaints about the head, whom the regional office lends until a day."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("deputy")
        role, until = self.fields["role"], self.fields["until"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - it stands above
        role.choices = [(code, role_words(code)) for code in ("verifier", "complaint")]
        until.required, until.help_text = True, ""
        self.fields["decree"].label, self.fields["decree"].help_text = _("Number of the assignment letter"), ""
        self.fields["decree"].required = True


class RoleFilterForm(forms.Form):
    """Members with one role, or all; named apart from the role that is invited, which stands on the same page."""

    with_role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *STAFF_ROLES.items()])

    @property
    def wanted(self) -> str:
        """The role that is asked for; one that is none asks for all."""
        return str(self.cleaned_data["with_role"]) if self.is_valid() else ""


class TabletForm(forms.Form):
    """What a tablet is called, and the officer's own PIN on it, typed twice."""

    label = forms.CharField(label=_("Name of this tablet"), max_length=80, help_text=_("For example: Workshop 1."))
    pin = pin_field(_("Your own PIN"), help_text=_("6 digits; no row, no repeat, no date."))
    repeated = pin_field(_("The PIN again"))

    def __init__(self, *args: Any, is_enrolled: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_enrolled:
            del self.fields["label"]

    def clean(self) -> None:
        """Refuses two PINs that differ."""
        cleaned = self.cleaned_data
        if {"pin", "repeated"} <= cleaned.keys() and cleaned["pin"] != cleaned["repeated"]:
            self.add_error("repeated", _("This is not the same PIN as above."))


class KioskForm(forms.Form):
    """What a kiosk is called; nobody of the staff has a PIN there."""

    label = forms.CharField(label=_("Name of this kiosk"), max_length=80, help_text=_("For example: Kiosk block A."))
