"""Reference files are read strictly: a wrong byte, header or column count is refused by name, never guessed around."""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from core.errors import Refused


class ReferenceRefused(Refused):
    """A reference file that cannot be trusted; the field says which file and line."""


def read_rows(path: Path | str, *, required: Collection[str]) -> list[dict[str, str]]:
    """Return every row of a UTF-8, comma-separated file as text by column, in file order.

    Refuses a file that is missing, empty, not UTF-8, without one of the required columns, with a column named twice or
    not at all, or with a row of another length than the header.
    """
    source = Path(path)
    lines = csv.reader(io.StringIO(_text(source), newline=""), strict=True)
    try:
        header = next(lines, [])
        _check_header(source, header, required)
        rows = []
        for row in lines:
            if len(row) != len(header):
                rule = f"every row has {len(header)} columns like the header, this one has {len(row)}"
                raise _refusal(source, f"line {lines.line_num}", ",".join(row), rule)
            rows.append(dict(zip(header, row, strict=True)))
    except csv.Error as error:
        raise _refusal(source, f"line {lines.line_num}", str(error), "comma-separated text as in RFC 4180") from error
    return rows


def _text(source: Path) -> str:
    try:
        text = source.read_bytes().decode("utf-8")
    except OSError as error:
        raise _refusal(source, "file", str(source), f"the file can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _refusal(source, f"byte {error.start}", error.reason, "text is UTF-8") from error
    if text.startswith("\ufeff") or "\x00" in text:
        raise _refusal(source, "file", text[:1], "text is UTF-8 without byte order mark or NUL")
    return text


def _check_header(source: Path, header: list[str], required: Collection[str]) -> None:
    missing = sorted(set(required) - set(header))
    if missing:
        raise _refusal(source, "header", ",".join(header), f"the header names the columns {', '.join(missing)}")
    if len(set(header)) != len(header) or any(name != name.strip() or not name for name in header):
        raise _refusal(source, "header", ",".join(header), "every column has a name of its own, without outer spaces")


def _refusal(source: Path, place: str, value: str, rule: str) -> ReferenceRefused:
    return ReferenceRefused(code="reference-file", field=f"{source.name} {place}", value=value, rule=rule)
