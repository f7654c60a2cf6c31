"""Owns what one may compare: indicator, month, kind, class and order, each from what there is."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from national.indicators import REGISTRY
from tenants.selectors.peers import KINDS_AND_CLASSES

ANY = ("", _("All"))


class ComparisonForm(forms.Form):
    """The filter above the table; everything has a default, so an empty query is a comparison too.

    Only shown, never bound: the selector refuses what does not exist, by name.
    """

    use_required_attribute = False

    indicator = forms.ChoiceField(label=_("Indicator"))
    period = forms.ChoiceField(label=_("Month"))
    kind = forms.ChoiceField(label=_("Kind"))
    prison_class = forms.ChoiceField(label=_("Class"))
    order = forms.ChoiceField(label=_("Sort by"), choices=[("name", _("By name")), ("low", _("By lower bound"))])

    def __init__(self, *args: Any, periods: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, classes = KINDS_AND_CLASSES
        self._choose("indicator", [(code, str(each.title)) for code, each in REGISTRY.items()])
        self._choose("period", [(period, _in_words(period)) for period in periods])
        self._choose("kind", [ANY, *((kind, kind.title()) for kind in kinds)])
        self._choose("prison_class", [ANY, *((each, each) for each in classes)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


def _in_words(period: str) -> str:
    """ "2026-10" as "October 2026" in the language of the page; what is no month stays as it was asked."""
    try:
        return date_format(date.fromisoformat(f"{period}-01"), "F Y")
    except ValueError:
        return period
