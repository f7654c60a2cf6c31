"""Owns what the pages of training and certificates ask: a class of a module with its lines, and a certificate."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.library.document import Module
from programs.people.models import BEST_MARK, Person
from programs.people.selectors.training import programs_with_modules, titled
from programs.people.services.training import Result
from programs.records.forms import DayInput

KIND_OF_MODULE = {
    "rights": gettext_lazy("Rights"),
    "safety": gettext_lazy("Safety"),
    "craft": gettext_lazy("Craft"),
    "wirausaha": gettext_lazy("Own business"),
}
EDITION_LABELS = {
    "neutral": gettext_lazy("Neutral: only the training partner is named"),
    "full": gettext_lazy("Full: the place of training is named too"),
}
_HOURS = re.compile(r"[0-9]{1,3}([.,][0-9])?")
_NUMBER = re.compile(r"[0-9]{1,3}")


class ModuleForm(forms.Form):
    """Which module of which program this prison runs."""

    module = forms.ChoiceField(label=gettext_lazy("Module"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = [  # type: ignore[attr-defined]
            (
                titled(program),
                [(f"{program.code}/{each.code}", f"{each.code} {titled(each)}") for each in program.modules],
            )
            for program in programs_with_modules()
        ]


class ClassForm(forms.Form):
    """What everybody of a class shares: the day, and who assessed."""

    on = forms.DateField(label=gettext_lazy("Attended on"), widget=DayInput())
    assessor = forms.CharField(label=gettext_lazy("Assessor"), max_length=120)

    def __init__(self, *args: Any, module: Module, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not module.is_assessed:
            del self.fields["assessor"]


@dataclass(frozen=True)
class ClassLine:
    """One person on the page of a class: ticked or not, hours and mark as typed, the attempt meant, and what is wrong."""

    person: Person
    attempt: int
    hours: str
    mark: str = ""
    is_ticked: bool = False
    error: str = ""

    @property
    def result(self) -> Result:
        """What the line says, once it is without fault."""
        mark = int(self.mark) if self.mark else None
        return Result(self.person.pk, Decimal(self.hours.replace(",", ".")), mark, self.attempt)


def fresh_lines(people: Sequence[Person], made: Mapping[int, int], module: Module) -> list[ClassLine]:
    """The lines of a class before anything is typed: the template's hours, the next attempt of each."""
    return [ClassLine(each, made.get(each.pk, 0) + 1, f"{Decimal(str(module.hours)):f}") for each in people]


def posted_lines(lines: Sequence[ClassLine], posted: Mapping[str, str], module: Module) -> list[ClassLine]:
    """The lines as they were sent; a ticked one says what is wrong with it."""
    return [_posted(line, posted, module) for line in lines]


def _posted(line: ClassLine, posted: Mapping[str, str], module: Module) -> ClassLine:
    pk = line.person.pk
    hours = posted.get(f"hours-{pk}", "").strip() or line.hours
    mark = posted.get(f"mark-{pk}", "").strip() if module.is_assessed else ""
    seen = posted.get(f"attempt-{pk}", "").strip()
    is_ticked = f"person-{pk}" in posted
    attempt = int(seen) if _NUMBER.fullmatch(seen) else line.attempt
    error = _fault(hours, mark, module) if is_ticked else ""
    return ClassLine(line.person, attempt, hours[:8], mark[:8], is_ticked, error)


def _fault(hours: str, mark: str, module: Module) -> str:
    if not _HOURS.fullmatch(hours) or Decimal(hours.replace(",", ".")) <= 0:
        return _("Hours are a number above 0 with at most one decimal.")
    is_mark = _NUMBER.fullmatch(mark) is not None and int(mark) <= BEST_MARK
    if module.is_assessed and not is_mark:
        return _("A mark is a whole number from 0 to %(best)d.") % {"best": BEST_MARK}
    return ""


class CertificateForm(forms.Form):
    """Who certifies, on which day, and which edition the bearer chose."""

    program = forms.CharField(max_length=40, widget=forms.HiddenInput())
    issuer = forms.CharField(
        label=gettext_lazy("Issued by"),
        max_length=120,
        help_text=gettext_lazy("The training partner, BLK or BNSP: never a name that tells of custody."),
        widget=forms.TextInput({"list": "issuers", "autocomplete": "off"}),
    )
    on = forms.DateField(label=gettext_lazy("Issued on"), widget=DayInput())
    edition = forms.ChoiceField(
        label=gettext_lazy("The bearer chooses"),
        choices=list(EDITION_LABELS.items()),
        widget=forms.RadioSelect(),
        initial="neutral",
    )


class WithdrawForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = forms.CharField(max_length=300)
