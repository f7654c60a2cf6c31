"""Owns what the pages of plans and of follow-up ask, in the person's own words; nothing in them is a mark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.people.models import TEN_FACTS
from programs.people.services.plans import Facts
from programs.records.forms import DayInput

FACT_LABELS = {
    "product-chosen": _("Has chosen a product"),
    "sample-made": _("Has made a sample without help"),
    "cost-known": _("Knows what one piece costs to make"),
    "price-set": _("Has set a selling price"),
    "buyer-named": _("Can name a first buyer"),
    "tools-known": _("Knows which tools are needed"),
    "capital-known": _("Knows how much money it takes to begin"),
    "place-found": _("Knows where the work can be done"),
    "licence-known": _("Knows which licence is needed and where to ask"),
    "books-practised": _("Has kept a simple cash book for a week"),
}
ANSWERS = {"": _("Not talked about yet"), "yes": _("Yes"), "no": _("Not yet")}
WORK_LABELS = {
    "employed": _("Employed"),
    "own-business": _("Own business"),
    "training": _("In training"),
    "without": _("Looking for work"),
    "unknown": _("Unknown"),
}
KNOWN_LABELS = {"unknown": _("Unknown"), "yes": _("Yes"), "no": _("No")}
REOFFENDED_LABELS = {"unknown": _("Unknown"), "yes": _("Known: yes"), "no": _("Known: no")}
MOST_RUPIAH = 10_000_000_000


def _words(label: Any, *, rows: int = 2, required: bool = False, longest: int = 500) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, widget=forms.Textarea({"rows": rows}))


def _rupiah(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_RUPIAH, required=False, help_text=help_text)


class PlanForm(forms.Form):
    """What every plan carries: the version that was on the page."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput(), initial=0)

    @property
    def facts(self) -> Facts:
        """The person's words and amounts, without what belongs to the page."""
        aside = {"seen", "mentor", *(_field_of(fact) for fact in TEN_FACTS)}
        return {name: value for name, value in self.cleaned_data.items() if name not in aside}


class BusinessForm(PlanForm):
    """A business in the person's own words, and the ten facts; a mentor is named."""

    product = _words(_("What will be made or sold"), required=True)
    tools = _words(_("Tools needed"))
    capital_idr = _rupiah(_("Money needed to begin (Rp)"), _("As the person reckons it."))
    from_savings_idr = _rupiah(_("Of it from own savings (Rp)"), _("As the person says; no balance is looked up here."))
    place = _words(_("Where the work will be done"))
    buyer = _words(_("Who will buy"))
    licence = _words(_("Licence needed, such as NIB, SPP-IRT or halal"))
    mentor = forms.CharField(label=_("Mentor"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in TEN_FACTS:
            self.fields[_field_of(fact)] = forms.ChoiceField(
                label=FACT_LABELS[fact], choices=list(ANSWERS.items()), required=False
            )

    @property
    def answers(self) -> dict[str, str]:
        """Yes, no or nothing to each of the ten facts."""
        return {fact: self.cleaned_data[_field_of(fact)] for fact in TEN_FACTS}

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the plan itself, without the ten facts."""
        return [field for field in self if not field.name.startswith("fact_")]

    @property
    def fact_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The ten facts with their fields."""
        return [(fact, self[_field_of(fact)]) for fact in TEN_FACTS]


class ReleaseForm(PlanForm):
    """What waits outside: district, work or training, documents, savings, a wish, and the Bapas office."""

    district = forms.CharField(
        label=_("District of residence"), max_length=120, help_text=_("The district only, no full address.")
    )
    work = _words(_("Work or training after release"))
    has_ktp = forms.BooleanField(label=_("Has an identity card (KTP)"), required=False)
    has_bpjs = forms.BooleanField(label=_("Has health insurance (BPJS)"), required=False)
    savings = _words(_("What the savings are for, in the person's words"))
    supplier_lane = forms.BooleanField(
        label=_("Wishes to go on as a supplier"), required=False, help_text=_("Optional; nothing depends on it.")
    )
    bapas_office = forms.CharField(label=_("Bapas office"), max_length=120, required=False)


class FollowUpForm(forms.Form):
    """One talk after release: reached or not, and what is known."""

    months = forms.TypedChoiceField(label=_("Talk"), coerce=int)
    held_on = forms.DateField(label=_("Held on"), widget=DayInput())
    is_reached = forms.TypedChoiceField(
        label=_("Reached"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect(),
        initial="yes",
    )
    work = forms.ChoiceField(label=_("Work"), choices=list(WORK_LABELS.items()), initial="unknown")
    business_runs = forms.ChoiceField(label=_("Own business is running"), choices=list(KNOWN_LABELS.items()))
    reoffended = forms.ChoiceField(
        label=_("Reoffended"),
        choices=list(REOFFENDED_LABELS.items()),
        help_text=_("Say yes or no only when it is known; unknown is an answer."),
    )
    note = _words(_("Note"), longest=300)

    def __init__(self, *args: Any, talks: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = talks  # type: ignore[attr-defined]


def _field_of(fact: str) -> str:
    return f"fact_{fact.replace('-', '_')}"
