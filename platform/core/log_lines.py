"""Owns what a log line may hold: of a database error its name and its rule, never the row or the statement it was about."""

import logging
import re

# PostgreSQL repeats the refused row, the key or the statement in these lines; as text, and within the repr of an error
_ROW = re.compile(r"(DETAIL|CONTEXT|LINE \d+):(?:(?!\\n|\n).)*")
_VALUE = re.compile(r"(invalid (?:input|value)[^\"\n]*)\"(?:(?!\\n|\n).)*")


class LineFormatter(logging.Formatter):
    """Formats as always, then takes out what a database error quotes: it may be a person's name or number."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole line with its traceback."""
        return _VALUE.sub(r"\1(withheld)", _ROW.sub(r"\1: (withheld)", super().format(record)))
