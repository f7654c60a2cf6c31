"""Owns what a prison is asked about itself: the template's readiness lists, and what they leave out, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import Refused
from core.reference import read_rows
from programs.library.overview import people_at_a_site

REFERENCE = Path(__file__).resolve().parent / "reference" / "readiness.csv"
ANSWERS = ("yes", "no", "unknown")
# signed by the decree number of the application itself (product rule 12): not asked a second time
SIGNATURE = "split-scheme-signed"


@dataclass
class Question:
    """One thing that programs need; `needs` says for a program how much of it, `programs` is in the template's order."""

    code: str
    title_id: str
    title_en: str
    status: str
    source: str
    programs: list[str] = field(default_factory=list)
    needs: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The question's subject in the reader's language."""
        return self.title_id if get_language() == "id" else self.title_en


def questions(content: Mapping[str, Any]) -> list[Question]:
    """Everything asked of who applies for a stored template document: what all programs need first."""
    found: dict[str, Question] = {}
    programs = [entry["code"] for entry in content["programs"]]
    for entry in content["programs"]:
        for item in entry["readiness"]:
            question = found.setdefault(item["code"], _question(item))
            question.programs.append(entry["code"])
            question.needs[entry["code"]] = _need(item)
    for row in _rows():
        named = programs if row["programs"] == "*" else row["programs"].split()
        asked = Question(row["code"], row["title_id"], row["title_en"], row["status"], row["source"])
        asked.programs = [code for code in programs if code in named]
        found.setdefault(row["code"], asked)
    if "labour" in found:
        found["labour"].needs = {entry["code"]: _hands(content, entry) for entry in content["programs"]}
    found.pop(SIGNATURE, None)
    return sorted(found.values(), key=lambda each: -len(each.programs))


def checked_answers(answers: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, str]:
    """Every question with its answer, "unknown" where none was given; raises Refused naming a wrong one."""
    asked = {question.code for question in questions(content)}
    for code, answer in answers.items():
        if code not in asked or answer not in ANSWERS:
            rule = _("Each question is answered with yes, no or not known yet.")
            raise Refused(code="answer-unknown", field="readiness", value=f"{code[:40]}={answer[:40]}", rule=rule)
    return {code: answers.get(code, "unknown") for code in sorted(asked)}


def _question(item: Mapping[str, Any]) -> Question:
    titles = item["titles"]
    return Question(item["code"], titles["id"], titles["en"], item["status"], item["source"])


def _need(item: Mapping[str, Any]) -> str:
    """How much is needed, where the document measures it."""
    words = {
        "square metres per 10 workers": _("%(value)s m² for 10 people"),
        "km at most": _("at most %(value)s km away"),
    }
    form = words.get(item["unit"])
    return form % {"value": item["value"]} if form else ""


def _hands(content: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """How many people a site of a program has, where the document says it, with the source."""
    people = people_at_a_site(content, entry)
    if people is None:
        return ""
    found = {"amount": people.amount, "source": people.surety.short_source}
    return _("%(amount)s people at a site; %(source)s") % found


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, str]]:
    return read_rows(REFERENCE, required={"code", "programs", "title_id", "title_en", "status", "source", "as_of"})
