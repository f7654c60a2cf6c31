"""Owns what the pages of being held ask: admission by hand, a move, a return, an alias, the record to merge into."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.people.forms import KIND_LABELS
from programs.records.forms import DayInput

ALIAS_LABELS = {"register": _("Earlier register number"), "name": _("Other name")}


class AdmissionForm(forms.Form):
    """One person as a row of a list would tell it, and the day of admission."""

    register_number = forms.CharField(
        label=_("Register number"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KIND_LABELS.items()))
    birth_date = forms.DateField(label=_("Birth date"), widget=DayInput())
    block = forms.CharField(label=_("Block"), max_length=40, required=False)
    on = forms.DateField(label=_("Day of admission here"), widget=DayInput())
    detained_on = forms.DateField(label=_("Custody began on"), required=False, widget=DayInput())
    sentenced_on = forms.DateField(label=_("Verdict"), required=False, widget=DayInput())
    release_on = forms.DateField(label=_("Expected release"), required=False, widget=DayInput())
    education = forms.CharField(label=_("Education"), max_length=40, required=False)

    @property
    def cells(self) -> dict[str, str]:
        """The columns of a list, as text."""
        texts = {name: str(self.cleaned_data[name] or "") for name in self.fields if name not in {"on", "detained_on"}}
        return {**texts, "risk": ""}


class MoveForm(forms.Form):
    """Another block from a day on."""

    block = forms.CharField(label=_("Block"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))
    on = forms.DateField(label=_("From this day on"), widget=DayInput())


class ReturnForm(MoveForm):
    """Coming back: the day, and the block."""

    block = forms.CharField(label=_("Block"), max_length=40, required=False)
    on = forms.DateField(label=_("Held here again from"), widget=DayInput())


class AliasForm(forms.Form):
    """An earlier register number or another name."""

    kind = forms.ChoiceField(label=_("What it is"), choices=list(ALIAS_LABELS.items()))
    text = forms.CharField(label=_("Number or name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))


class MergeForm(forms.Form):
    """The card number of the record that stays, and the word that both are one human."""

    into = forms.CharField(
        label=_("Card number of the record that stays"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Compare both records first. A merge cannot be undone."),
    )
    is_same = forms.BooleanField(label=_("I have compared both records: they are one person"))
