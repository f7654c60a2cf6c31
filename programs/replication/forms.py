"""Owns the forms of replication: an application, and the reason of a refusal. Rules are the services' own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from programs.replication.readiness import Question
from programs.replication.services import OnboardingSpec

Choices = Sequence[tuple[str, Any]]

KINDS: Choices = (("lapas", "Lapas"), ("rutan", "Rutan"), ("lpka", "LPKA"))
CLASSES: Choices = tuple((name, name) for name in ("I", "IIA", "IIB", "II", "III"))
ANSWERS: Choices = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known yet")))
READY = "ready-"
# the services name a value in one way, the form in another
FIELDS = {"class": "prison_class", "domain": "slug"}


class ApplicationForm(forms.Form):
    """What a prison applies with; province, programs and scheme are chosen from what there is."""

    name = forms.CharField(label=_("Name of the prison"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    prison_class = forms.ChoiceField(label=_("Class"), choices=CLASSES)
    province = forms.ChoiceField(label=_("Province"))
    code = forms.CharField(
        label=_("Prison code"), max_length=10, help_text=_("2 to 10 capital letters and digits, such as CRB.")
    )
    slug = forms.CharField(label=_("Address of the workspace"), max_length=31, required=False)
    programs = forms.MultipleChoiceField(label=_("Programmes"), widget=forms.CheckboxSelectMultiple)
    scheme = forms.ChoiceField(label=_("How a sale is divided"), widget=forms.RadioSelect)
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

    def __init__(
        self,
        *args: Any,
        provinces: Choices,
        programs: Choices,
        schemes: Choices,
        questions: Sequence[Question],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["slug"].help_text = _("Small letters, digits and hyphens before .%(host)s; left empty it is made of the name.") % {
            "host": settings.BASE_HOST
        }  # fmt: skip
        chosen = {"province": [("", "—"), *provinces], "programs": programs, "scheme": schemes}
        for name, choices in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices
        for question in questions:
            self.fields[READY + question.code] = _answer(question)

    @property
    def names(self) -> dict[str, bool]:
        """The fields, and whether one holds several values."""
        return {name: isinstance(field, forms.MultipleChoiceField) for name, field in self.fields.items()}

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
            slug=given["slug"],
            is_demo=settings.DEMO,
        )

    def answers(self) -> dict[str, str]:
        """What was answered, by question; only after is_valid()."""
        found = {name.removeprefix(READY): value for name, value in self.cleaned_data.items() if name.startswith(READY)}
        return {code: answer or "unknown" for code, answer in found.items()}

    def show(self, error: DomainError) -> None:
        """A rule that said no, beside the field it names."""
        field = FIELDS.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.rule)


class DeclineForm(forms.Form):
    """Why an application is declined; the applicant reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads this. Say what to change."),
    )


def _answer(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question.title, choices=ANSWERS, widget=forms.RadioSelect, required=False, initial="unknown"
    )
