"""How programs fit: words with reasons from the template's readiness lists; what is not known stays not known."""

from typing import Any

import pytest

from core.errors import Refused
from programs.library.document import DOCUMENTS, read_document
from programs.replication.fit import Fit, fits
from programs.replication.readiness import checked_answers, questions

CONTENT = read_document(DOCUMENTS / "indramayu-1.yaml").content


def of(program: str, answers: dict[str, str], kind: str = "lapas") -> Fit:
    return next(fit for fit in fits(CONTENT, answers, kind=kind) if fit.code == program)


def everything(answer: str) -> dict[str, str]:
    return {question.code: answer for question in questions(CONTENT)}


def test_every_readiness_item_of_the_template_is_asked_once_but_the_signature() -> None:
    codes = [question.code for question in questions(CONTENT)]
    listed = {item["code"] for entry in CONTENT["programs"] for item in entry["readiness"]}
    assert len(codes) == len(set(codes))
    assert listed - set(codes) == {"split-scheme-signed"}
    assert {"trainer", "labour", "power"} <= set(codes)


def test_every_question_has_a_source() -> None:
    assert all(question.source and question.programs and question.title for question in questions(CONTENT))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, "unknown"),
        (everything("unknown"), "unknown"),
        (everything("yes"), "fits"),
        ({**everything("yes"), "covered-area": "unknown"}, "unknown"),
        ({**everything("yes"), "covered-area": "no"}, "lacks"),
        ({"covered-area": "no"}, "lacks"),
        ({**everything("yes"), "stem-supplier": "no"}, "fits"),
    ],
)
def test_the_verdict_on_coir_shade_follows_the_answers(answers: dict[str, str], verdict: str) -> None:
    assert of("coir-shade", answers).verdict == verdict


def test_what_is_unknown_is_never_counted_as_missing() -> None:
    fit = of("coir-shade", {"covered-area": "no"})
    assert [reason.title for reason in fit.missing] == ["Ruang kerja beratap"]
    assert len(fit.unknown) > 5


def test_each_program_names_its_own_need() -> None:
    needs: dict[str, Any] = {
        fit.code: next(reason.need for reason in fit.unknown if "beratap" in reason.title)
        for fit in fits(CONTENT, {}, kind="lapas")
    }
    assert needs["coir-shade"] != needs["knitting"]
    assert "60" in needs["coir-shade"]


def test_an_lpka_trains_only_and_is_asked_nothing_of_selling() -> None:
    fit = of("coir-shade", {**everything("yes"), "signed-agreement": "no"}, kind="lpka")
    assert fit.verdict == "fits"
    assert fit.note
    assert of("coir-shade", {}, kind="rutan").note
    assert not of("coir-shade", {}).note


def test_an_answer_that_is_none_is_refused() -> None:
    for answers in ({"covered-area": "perhaps"}, {"gold": "yes"}):
        with pytest.raises(Refused) as refused:
            checked_answers(answers, CONTENT)
        assert refused.value.field == "readiness"
    assert set(checked_answers({}, CONTENT).values()) == {"unknown"}
