"""Owns the form with which a head invites a member of staff. Rules are the services' own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from tenants.words import STAFF_ROLES


class MemberForm(forms.Form):
    """Who comes in as what, from today until when, by which decree."""

    email = forms.EmailField(label=_("Official e-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=list(STAFF_ROLES.items()))
    until = forms.DateField(
        label=_("First day without the role"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty for a role without an end. A deputy (Plh or Plt) needs it."),
    )
    decree = forms.CharField(label=_("Number of the decree"), max_length=80, required=False)

    def show(self, error: DomainError) -> None:
        """A rule that said no, beside the field it names."""
        field = {"admin_email": "email"}.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.rule)
