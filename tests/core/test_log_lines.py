"""A log line keeps the rule that a database named and drops the row, the key and the statement it quoted."""

import logging

import pytest

from core.log_lines import LineFormatter


def line(text: str, *arguments: object) -> str:
    return LineFormatter("%(levelname)s %(message)s").format(
        logging.LogRecord("x", logging.ERROR, "", 1, text, arguments, None)
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('violates check "people_person_kind"\nDETAIL:  Failing row contains (1, Kenari).\n', "people_person_kind"),
        ("duplicate key\nDETAIL:  Key (name)=(Kenari) already exists.\nnext line", "next line"),
        ("syntax error\nLINE 1: INSERT INTO people_person VALUES ('Kenari')\n    ^", "syntax error"),
        ('invalid input syntax for type date: "Kenari"\nLINE 1: x', "type date"),
        ('invalid input value for enum kind: "Ken"ari"', "enum kind"),
    ],
)
def test_what_is_quoted_is_withheld(text: str, kept: str) -> None:
    for shown in (line(text), line("Task raised unexpected: %r", ValueError(text))):
        assert "ari" not in shown
        assert kept in shown


def test_other_lines_stay_as_they_are() -> None:
    assert line('GET /orang/ "200" in %d ms', 7) == 'ERROR GET /orang/ "200" in 7 ms'
