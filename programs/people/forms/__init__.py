"""Owns what the pages of people ask: search, file, consent, enrolment, a day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programs.people.services import FIELDS, LARGEST_BYTES, REQUIRED, letters
from programs.records.forms import DayInput

COLUMN_LABELS = {
    "register_number": _("Register number"),
    "name": _("Name"),
    "kind": _("Kind"),
    "birth_date": _("Birth date"),
    "block": _("Block"),
    "risk": _("Risk"),
    "sentenced_on": _("Day of the verdict"),
    "release_on": _("Release date"),
    "education": _("Education"),
}
KIND_LABELS = {"narapidana": _("Convicted"), "tahanan": _("On remand"), "anak": _("Child in care")}
CONSENT_LABELS = {
    "work": _("Work"),
    "partner_work": _("Work for a partner company"),
    "export": _("Work on goods for export"),
    "story": _("Group story and photo"),
    "sharing": _("Sharing of own results after release"),
}
ANSWER_LABELS = {"given": _("Consents"), "refused": _("Refuses (without any consequence)")}
LANGUAGE_LABELS = {
    "id": _("Indonesian"),
    "jv": _("Javanese"),
    "su": _("Sundanese"),
    "en": _("English"),
    "other": _("Another language, through an interpreter"),
}
PURPOSE_LABELS = {"sale": _("Production for sale"), "training": _("Training only")}


TAKES_PART_LABELS = {"yes": _("Takes part"), "no": _("Takes no part")}
ORDER_LABELS = {"card": _("Card number"), "name": _("Name"), "block": _("Block"), "newest": _("Newest first")}
LEAVING_LABELS = {"release": _("Release"), "transfer": _("Transfer to another prison"), "death": _("Death")}


class SearchForm(forms.Form):
    """Card number or name, kind, program, order. It is posted: a name never stands in an address."""

    text = forms.CharField(
        label=_("Card number or name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    program = forms.ChoiceField(label=_("Programme"), required=False)
    takes_part = forms.ChoiceField(label=_("Taking part"), required=False)
    clearance = forms.ChoiceField(label=_("Health clearance"), required=False)
    order = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kind": [("", _("Every kind")), *KIND_LABELS.items()],
            "program": [("", _("Every programme")), *programs],
            "takes_part": [
                (
                    "",
                    _("All"),
                ),
                *TAKES_PART_LABELS.items(),
            ],
            "clearance": [("", _("All")), ("soon", _("Ends within 30 days"))],
            "order": list(ORDER_LABELS.items()),
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, str]:
        """What may stand in an address: everything chosen but the text."""
        chosen = self.cleaned_data.items()
        return {
            name: value for name, value in chosen if value and name != "text" and (name, value) != ("order", "card")
        }


class ImportForm(forms.Form):
    """A file with a list of people."""

    file = forms.FileField(
        label=_("File (XLSX or CSV)"),
        help_text=_("The first visible sheet, or a CSV with semicolons, commas or tabs. One row names the columns."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt,text/csv"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file that is too large before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("The file has at most 10 MB. Split it into several."))
        return file


class ColumnsForm(forms.Form):
    """For each field of a person the column of the file that holds it."""

    def __init__(self, *args: Any, columns: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(n), f"{letters(n)}: {name}") for n, name in columns]
        for field in FIELDS:
            is_required = field in REQUIRED
            nothing = _("Choose a column") if is_required else _("Not in the file")
            self.fields[field] = forms.ChoiceField(
                label=COLUMN_LABELS[field], required=is_required, choices=[("", nothing), *choices]
            )

    @property
    def mapping(self) -> dict[str, int]:
        """Field to column, for the fields that have one."""
        return {field: int(column) for field, column in self.cleaned_data.items() if column}


class AskForm(forms.Form):
    """For which purpose a person is asked, and in which language."""

    purpose = forms.ChoiceField(label=_("Consent for"), choices=list(CONSENT_LABELS.items()))
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_LABELS.items()))


class ConsentForm(AskForm):
    """One answer as it was given; purpose, language and text are those that the page showed."""

    answer = forms.ChoiceField(label=_("Answer"), choices=list(ANSWER_LABELS.items()), widget=forms.RadioSelect())
    read_aloud = forms.BooleanField(label=_("The text was read aloud"), required=False)
    witness = forms.CharField(label=_("Witness"), max_length=120)
    starts = forms.DateField(label=_("Day of the answer; a consent holds from this day on"), widget=DayInput())
    text_version = forms.CharField(max_length=20, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "language"):
            self.fields[name].widget = forms.HiddenInput()


class WaitForm(forms.Form):
    """A program that a person asks for."""

    program = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]


class EnrolForm(forms.Form):
    """A program this prison runs, a purpose, a day."""

    program = forms.ChoiceField(label=_("Programme"))
    purpose = forms.ChoiceField(label=_("Purpose"))
    starts = forms.DateField(label=_("From this day on"), widget=DayInput())

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], purposes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [(code, PURPOSE_LABELS[code]) for code in purposes]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """The day from which something ends."""

    on = forms.DateField(label=_("From this day on"), widget=DayInput())


class LeaveForm(forms.Form):
    """The day from which a person is no longer held, and why."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(LEAVING_LABELS.items()), widget=forms.RadioSelect())
    on = forms.DateField(
        label=_("First day on which the person is no longer held here"),
        widget=DayInput(),
        help_text=_("The day of leaving itself no longer counts; work already registered on it stays."),
    )


class ManyForm(EnrolForm):
    """Whom to enrol from a waiting list; the key makes that sending twice enrols once."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput())
    persons = forms.TypedMultipleChoiceField(coerce=int, label=_("People"))

    def __init__(self, *args: Any, waiting: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = [(str(person), "") for person in waiting]  # type: ignore[attr-defined]
        self.fields["program"].widget = forms.HiddenInput()
