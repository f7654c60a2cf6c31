"""Owns what the pages before and during enrolment ask: findings, decisions, overrides, pauses, the end of taking part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.records.forms import DayInput

ASSESSED_LABELS = {"risk": _("Risk"), "health": _("Health clearance"), "skill": _("Skill")}
LEVEL_LABELS = {
    "low": _("Low"),
    "medium": _("Medium"),
    "high": _("High"),
    "very-high": _("Very high"),
    "fit": _("Fit for work"),
    "light": _("Light work only"),
    "unfit": _("Not fit for work"),
    "trainee": _("Trainee"),
    "skilled": _("Skilled"),
    "lead": _("Leads others"),
}
GATE_LABELS = {
    "convicted": _("Convicted"),
    "adult": _("18 or over"),
    "consent": _("Own consent to work"),
    "decision": _("Decision of the board (TPP, SK)"),
    "clearance": _("Health clearance"),
    "risk": _("Risk"),
    "association": _("Nobody to be kept apart"),
    "places": _("A free place"),
}
PAUSE_LABELS = {
    "health": _("Health"),
    "discipline": _("Discipline"),
    "own-wish": _("Own wish"),
    "court": _("Court or official matter"),
    "other": _("Another reason"),
}
REMOVAL_LABELS = {
    "finished": _("Programme finished"),
    **PAUSE_LABELS,
    "mistake": _("Entered by mistake"),
    "withdrawal": _("Consent withdrawn"),
    "left": _("Left this prison"),
    "merge": _("Records merged"),
}
REMOVAL_CHOICES = [(code, REMOVAL_LABELS[code]) for code in ("finished", *PAUSE_LABELS, "mistake")]


class AssessmentForm(forms.Form):
    """One finding: its kind and level in one choice, its days."""

    level = forms.ChoiceField(label=_("What was found"))
    starts = forms.DateField(label=_("From this day on"), widget=DayInput())
    expires = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("A health clearance needs one.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, levels: dict[str, tuple[str, ...]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (ASSESSED_LABELS[kind], [(f"{kind}:{level}", LEVEL_LABELS[level]) for level in each])
            for kind, each in levels.items()
        ]


class ApartForm(forms.Form):
    """The card number of somebody who may not be met, and why."""

    other = forms.CharField(label=_("Card number of the other person"), max_length=12)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    starts = forms.DateField(label=_("From this day on"), widget=DayInput())


class DecisionForm(forms.Form):
    """One decision of the board with its decree, for many people at once; a clearance may be recorded with it."""

    program = forms.ChoiceField(label=_("Programme"))
    board_number = forms.CharField(label=_("Number of the board's decision (TPP)"), max_length=80)
    board_on = forms.DateField(label=_("Date of the board's decision"), widget=DayInput())
    decree_number = forms.CharField(label=_("Number of the decree (SK)"), max_length=80)
    decree_on = forms.DateField(label=_("Date of the decree"), widget=DayInput())
    clearance = forms.ChoiceField(
        label=_("Health clearance of the same people"),
        required=False,
        choices=[("", _("Not now")), ("fit", LEVEL_LABELS["fit"]), ("light", LEVEL_LABELS["light"])],
    )
    expires = forms.DateField(label=_("Last day of the clearance"), required=False, widget=DayInput())

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]


class OverrideForm(forms.Form):
    """One soft gate of one program, a reason, 1 to 30 days."""

    program = forms.ChoiceField(label=_("Programme"))
    gate = forms.ChoiceField(label=_("Gate"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))
    days = forms.IntegerField(label=_("For how many days"), initial=14, help_text=_("At most 30, from today."))

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]], gates: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = list(programs)  # type: ignore[attr-defined]
        self.fields["gate"].choices = [(gate, GATE_LABELS[gate]) for gate in gates]  # type: ignore[attr-defined]


class SuspensionForm(forms.Form):
    """A pause: why, from when, until when if that is known."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(PAUSE_LABELS.items()))
    starts = forms.DateField(label=_("From this day on"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Last day of the pause"), required=False, widget=DayInput(), help_text=_("Empty: until resumed.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class EndingForm(forms.Form):
    """The day from which somebody no longer takes part, and why."""

    on = forms.DateField(label=_("From this day on"), widget=DayInput())
    reason = forms.ChoiceField(label=_("Reason"), choices=REMOVAL_CHOICES, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
