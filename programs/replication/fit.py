"""Owns how well programs fit a prison: words with reasons, never a score; what is not known stays not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.library import document
from programs.replication.readiness import Question, questions

Words = str | Promise

# what only selling needs is nothing an institution for children is asked (product rule 1)
FOR_SALE = frozenset({"signed-agreement"})
VERDICTS: dict[str, tuple[Words, str, str]] = {
    "fits": (_("Fits"), "badge-ok", "circle-check"),
    "lacks": (_("Something is missing"), "badge-warn", "circle-alert"),
    "unknown": (_("Not known yet"), "", "circle-question-mark"),
}
KIND_NOTES: dict[str, Words] = {
    "lpka": _("An LPKA runs this as training only: no production for sale, no catalogue."),
    "rutan": _(
        "In a rutan only convicted people produce for sale; people awaiting trial may be offered work, never required."
    ),
}


@dataclass(frozen=True)
class Reason:
    """One thing a program needs, how much of it, and how sure that need is."""

    title: str
    need: str
    status: str
    source: str


@dataclass(frozen=True)
class Fit:
    """A program beside a prison's answers: what is there, what is missing, what nobody has said yet."""

    code: str
    title: str
    verdict: str
    there: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    note: Words

    @property
    def word(self) -> Words:
        """The verdict as pages say it."""
        return VERDICTS[self.verdict][0]

    @property
    def badge(self) -> str:
        """Its badge."""
        return VERDICTS[self.verdict][1]

    @property
    def icon(self) -> str:
        """Its icon."""
        return VERDICTS[self.verdict][2]


def fits(content: Mapping[str, Any], answers: Mapping[str, str], *, kind: str) -> list[Fit]:
    """Each program of a stored document for a prison of a kind with these answers ("yes", "no", anything else unknown)."""
    asked = [each for each in questions(content) if kind != "lpka" or each.code not in FOR_SALE]
    return [_fit(program, asked, answers, kind) for program in document.programs(content)]


def _fit(program: document.Program, asked: list[Question], answers: Mapping[str, str], kind: str) -> Fit:
    sorted_out: dict[str, list[Reason]] = {"yes": [], "no": [], "unknown": []}
    for question in asked:
        if program.code in question.programs:
            answer = answers.get(question.code, "unknown")
            sorted_out[answer if answer in sorted_out else "unknown"].append(_reason(question, program.code))
    verdict = "lacks" if sorted_out["no"] else "unknown" if sorted_out["unknown"] else "fits"
    title = program.title_id if get_language() == "id" else program.title_en
    there, missing, unknown = (tuple(sorted_out[answer]) for answer in ("yes", "no", "unknown"))
    return Fit(program.code, title, verdict, there, missing, unknown, KIND_NOTES.get(kind, ""))


def _reason(question: Question, program: str) -> Reason:
    return Reason(question.title, question.needs.get(program, ""), question.status, question.source)
