"""Owns the shape of what a visitor asks of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """The one GET form of the catalogue; what is not understood counts as not asked."""

    STOCK = (("", _("All")), ("now", _("In stock now")))
    SORTS = (
        ("", _("In stock first, then by name")),
        ("price", _("Lowest price first")),
        ("price-down", _("Highest price first")),
        ("new", _("Newest first")),
    )

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    program = forms.CharField(required=False, max_length=40)
    prison = forms.CharField(required=False, max_length=10)
    province = forms.CharField(required=False, max_length=2)
    stock = forms.ChoiceField(required=False, choices=STOCK)
    sort = forms.ChoiceField(required=False, choices=SORTS)

    def asked(self) -> dict[str, Any]:
        """The filter that was understood."""
        self.is_valid()
        understood = self.cleaned_data
        narrowed = {field: understood.get(field, "") for field in ("program", "prison", "province", "stock", "sort")}
        return {"text": understood.get("q", ""), **narrowed}
