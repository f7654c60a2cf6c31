"""Owns the shape of what a visitor asks of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """The one GET form of the catalogue: words, program, prison; what is not understood counts as not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    program = forms.CharField(required=False, max_length=40)
    prison = forms.CharField(required=False, max_length=10)
    country = forms.CharField(required=False, max_length=120)

    def asked(self) -> dict[str, Any]:
        """The filter that was understood."""
        self.is_valid()
        understood = self.cleaned_data
        return {
            "text": understood.get("q", ""),
            "program": understood.get("program", ""),
            "prison": understood.get("prison", ""),
        }
