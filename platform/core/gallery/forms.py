"""Owns the form of the gallery: one field of each kind; it is shown and never read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Fields as pages use them."""

    name = forms.CharField(
        label=_("Name of the workshop"), max_length=60, help_text=_("As the sign at the door says it.")
    )
    email = forms.EmailField(label=_("E-mail address"))
    pieces = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=500)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    program = forms.ChoiceField(label=_("Programme"), choices=[("", "–"), ("coir", _("Coir")), ("batik", _("Batik"))])
    state = forms.ChoiceField(
        label=_("State"), choices=[("ok", _("Accepted")), ("rework", _("To be reworked"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    proof = forms.FileField(label=_("Photo of the result"), required=False, help_text=_("JPEG or PNG, at most 10 MB."))
    agreed = forms.BooleanField(label=_("I have read the rules of the workshop."))


def faulty() -> SampleForm:
    """The form as it comes back: what was typed is kept, what is wrong is said beside its field."""
    typed = {"name": "Bengkel Sabut Kelapa", "email": "bengkel@", "pieces": "0", "program": "coir", "state": "ok"}
    return SampleForm(typed, auto_id="faulty_%s")
