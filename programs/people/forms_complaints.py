"""Owns what the pages of complaints ask: a filter, one that came on paper, an answer, a note."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.people.services.complaints import LONGEST

CATEGORY_LABELS = {
    "safety": _("Safety at work"),
    "treatment": _("How I am treated"),
    "work": _("Work and hours"),
    "money": _("Premi and money"),
    "health": _("Health and food"),
    "other": _("Something else"),
}
ABOUT_LABELS = {"nobody": _("Nobody in particular"), "officer": _("An officer"), "head": _("The head")}
STATE_LABELS = {
    "open": _("Waiting for an answer"),
    "overdue": _("Past the due date"),
    "answered": _("Answered"),
    "all": _("All"),
}


def fresh_key() -> str:
    """A key under which a form is taken once, however often it is sent."""
    return str(uuid.uuid4())


def text_field(label: Any, *, required: bool = True, rows: int = 6) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea({"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget)


class ComplaintFilterForm(forms.Form):
    """A state, a category, an order."""

    state = forms.ChoiceField(label=_("State"), choices=list(STATE_LABELS.items()), required=False)
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("Every category")), *CATEGORY_LABELS.items()], required=False
    )
    order = forms.ChoiceField(
        label=_("Sort by"), choices=[("due", _("Due date")), ("newest", _("Newest first"))], required=False
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What the list is narrowed to; what is not understood narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in given.items() if value}


class ComplaintForm(forms.Form):
    """A complaint that came on paper or by word of mouth, entered for somebody."""

    category = forms.ChoiceField(label=_("What is it about?"), choices=list(CATEGORY_LABELS.items()))
    about = forms.ChoiceField(label=_("Who is it about?"))
    card_number = forms.CharField(
        label=_("Card number"),
        max_length=12,
        required=False,
        help_text=_("Empty: anonymous. Only if the person wishes."),
    )
    text = text_field(_("In the person's own words"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, about: Sequence[str], officers: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = about_choices(about, officers)  # type: ignore[attr-defined]

    def wish(self) -> dict[str, Any]:
        """What was entered, as the service takes it; only after is_valid()."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("category", "card_number", "text")}
        return {**plain, **told_about(given["about"]), "key": str(given["key"])}


class AnswerForm(forms.Form):
    """The answer that the kiosk shows to whoever has the receipt."""

    text = text_field(_("Answer"))
    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=2**31 - 1)


class NoteForm(forms.Form):
    """What was done or found since."""

    note = text_field(_("What was done or found"), rows=3)


class CloseForm(forms.Form):
    """That the matter is closed, as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=2**31 - 1)


def about_choices(about: Sequence[str], officers: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Nobody, the head, and each officer by name, of those that are offered."""
    plain = [(code, ABOUT_LABELS[code]) for code in ("nobody", "head") if code in about]
    return [*plain, *(officers if "officer" in about else ())]


def told_about(value: str) -> dict[str, str]:
    """A choice of `about_choices` as the service takes it."""
    return {"about": value, "officer": ""} if value in ABOUT_LABELS else {"about": "officer", "officer": value}
