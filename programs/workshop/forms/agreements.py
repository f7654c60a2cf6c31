"""Owns what an agreement with a partner asks, and how their list is narrowed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.records.forms import DayInput

Choices = Sequence[tuple[str, str]]
KINDS = [("maklon", _("Making for a fee (maklon)")), ("sale", _("Sale to the partner"))]
MATERIAL = [("partner", _("The partner's")), ("own", _("The prison's own"))]


class AgreementForm(forms.Form):
    """The agreement's terms; a rate is asked for each product, empty for what it does not name."""

    partner = forms.CharField(label=_("Partner"), max_length=120)
    number = forms.CharField(label=_("Number of the agreement (PKS)"), max_length=80)
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput())
    first = forms.DateField(label=_("First day"), widget=DayInput())
    last = forms.DateField(label=_("Last day"), widget=DayInput())
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    material_by = forms.ChoiceField(label=_("Whose is the material"), choices=MATERIAL)
    is_export = forms.BooleanField(
        label=_("The goods are for export"),
        required=False,
        help_text=_("Then everybody present needs consent to export as well."),
    )
    programs = forms.MultipleChoiceField(label=_("Programmes"), widget=forms.CheckboxSelectMultiple())
    supervisor = forms.ChoiceField(label=_("State officer who supervises"))
    supervision = forms.CharField(
        label=_("Clause of supervision"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it stands in the agreement; it names that officer (ILO C29 art. 2(2)(c))."),
    )

    def __init__(self, *args: Any, programs: Choices, products: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programs"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["supervisor"].choices = list(officers)  # type: ignore[attr-defined]
        self.products = [code for code, _title in products]
        for code, title in products:
            label = _("Rate in rupiah a piece: %(product)s") % {"product": title}
            self.fields[f"rate-{code}"] = forms.IntegerField(label=label, required=False, min_value=1)

    @property
    def terms(self) -> dict[str, Any]:
        """What was asked, with the rates by product."""
        facts = {name: value for name, value in self.cleaned_data.items() if not name.startswith("rate-")}
        rates = {code: self.cleaned_data[f"rate-{code}"] for code in self.products if self.cleaned_data[f"rate-{code}"]}
        return {**facts, "rates": rates}


def version_field(version: int) -> forms.IntegerField:
    """The version that is being mended, hidden in the form."""
    return forms.IntegerField(widget=forms.HiddenInput(), initial=version, required=False)


class EndAgreementForm(forms.Form):
    """From which day an agreement no longer holds, and why."""

    on = forms.DateField(label=_("First day without it"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=200)


class FileForm(forms.Form):
    """A scan of the agreement."""

    file = forms.FileField(label=_("PDF, JPEG or PNG"))


class AgreementFilter(forms.Form):
    """Agreements that hold, end soon, or are over; of one kind."""

    state = forms.ChoiceField(
        label=_("Holds"),
        required=False,
        choices=[
            ("", _("All")),
            ("valid", _("Valid")),
            ("30", _("Ends within 30 days")),
            ("60", _("Ends within 60 days")),
            ("90", _("Ends within 90 days")),
            ("ended", _("Ended")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *KINDS])
    order = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=[("ending", _("Next to end")), ("partner", _("Partner"))]
    )
