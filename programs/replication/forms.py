"""Owns the forms of replication: an application, and the reason of a refusal. Rules are the services' own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from programs.replication.services import OnboardingSpec

Choices = Sequence[tuple[str, Any]]

KINDS: Choices = (("lapas", "Lapas"), ("rutan", "Rutan"), ("lpka", "LPKA"))
CLASSES: Choices = tuple((name, name) for name in ("I", "IIA", "IIB", "II", "III"))


class ApplicationForm(forms.Form):
    """What a prison applies with; province, programs and scheme are chosen from what there is."""

    code = forms.CharField(
        label=_("Prison code"), max_length=10, help_text=_("2 to 10 capital letters and digits, such as CRB.")
    )
    name = forms.CharField(label=_("Name of the prison"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    prison_class = forms.ChoiceField(label=_("Class"), choices=CLASSES)
    province = forms.ChoiceField(label=_("Province"))
    programs = forms.MultipleChoiceField(label=_("Programmes"), widget=forms.CheckboxSelectMultiple)
    scheme = forms.ChoiceField(
        label=_("How a sale is divided"),
        widget=forms.RadioSelect,
        help_text=_(
            "The legal basis is not verified yet: until a legal owner confirms it, every statement says so with the source."
        ),
    )
    decree_number = forms.CharField(
        label=_("Number of the decree that signs the division"),
        max_length=80,
        required=False,
        help_text=_("Without it no sale is booked. The head can sign later."),
    )
    admin_email = forms.EmailField(
        label=_("Official e-mail address of the head"),
        max_length=254,
        help_text=_("The invitation goes here once the application is approved."),
    )

    def __init__(self, *args: Any, provinces: Choices, programs: Choices, schemes: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = {"province": [("", "—"), *provinces], "programs": programs, "scheme": schemes}
        for name, choices in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def spec(self, template: str) -> OnboardingSpec:
        """What was entered, as the services take it; only after is_valid()."""
        given = self.cleaned_data
        return OnboardingSpec(
            code=given["code"],
            name=given["name"],
            province=given["province"],
            kind=given["kind"],
            prison_class=given["prison_class"],
            template=template,
            programs=tuple(given["programs"]),
            admin_email=given["admin_email"],
            scheme=given["scheme"],
            decree_number=given["decree_number"],
        )

    def show(self, error: DomainError) -> None:
        """A rule that said no, beside the field it names."""
        field = {"class": "prison_class"}.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.rule)


class DeclineForm(forms.Form):
    """Why an application is declined; the applicant reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads this. Say what to change."),
    )
