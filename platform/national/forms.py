"""Owns what one may compare: month, kind, class, province and order, each from what there is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from national.indicators import Text
from tenants.selectors import ProvinceFacts
from tenants.selectors.peers import KINDS_AND_CLASSES

ANY = ("", _("All"))


class ComparisonForm(forms.Form):
    """The filter of an indicator; everything has a default, so an empty query is a comparison too.

    Only shown, never bound: the selector refuses what does not exist, by name.
    """

    use_required_attribute = False

    period = forms.ChoiceField(label=_("Month"))
    kind = forms.ChoiceField(label=_("Kind"))
    prison_class = forms.ChoiceField(label=_("Class"))
    province = forms.ChoiceField(label=_("Province"))
    order = forms.ChoiceField(label=_("Sort by"), choices=[("low", _("By lower bound")), ("name", _("By name"))])

    def __init__(self, *args: Any, periods: Sequence[str], provinces: Sequence[ProvinceFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, classes = KINDS_AND_CLASSES
        self._choose("period", [(period, in_words(period)) for period in periods])
        self._choose("kind", [ANY, *((kind, kind.upper() if kind == "lpka" else kind.title()) for kind in kinds)])
        self._choose("prison_class", [ANY, *((each, each) for each in classes)])
        self._choose("province", [ANY, *sorted(map(_named, provinces), key=lambda choice: choice[1])])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


def in_words(period: str) -> str:
    """ "2026-10" as "October 2026" in the language of the page; what is no month stays as it was asked."""
    try:
        return date_format(date.fromisoformat(f"{period}-01"), "F Y")
    except ValueError:
        return period


def _named(province: ProvinceFacts) -> tuple[str, str]:
    return province.code, str(Text(province.name_id, province.name_en))
