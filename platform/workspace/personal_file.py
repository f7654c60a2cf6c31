"""Owns the complete file of a person: everything that is held, readable, as one page and as JSON in a ZIP."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock, crypto
from programs.people import selectors as people
from programs.records.personal import Held, apart, held
from programs.records.selectors import acts_on, this_place, this_prison
from programs.records.services import record
from workspace.personal_words import COLUMNS

ALIAS_FIELDS = {"register": "register", "name": "name"}


@dataclass(frozen=True)
class Section:
    """What one table holds about the person: its title, its columns, and the rows as text."""

    title: str
    table: str
    columns: tuple[str, ...]
    rows: list[list[str]]

    @property
    def headings(self) -> list[str]:
        """The columns in words."""
        return [str(COLUMNS.get(name, name.replace("_", " "))) for name in self.columns]


def personal_file(person: int, *, is_demo: bool, by: str) -> bytes:
    """A ZIP with everything held about a person, as a page and as JSON; giving it out is in the audit. Raises NotFound."""
    with transaction.atomic():
        row = people.person(person)
        sections = [*(_section(each, person) for each in held()), _notes(person), _acts(person)]
        record("person.file-given", by=by, subject=f"person:{person}", sections=len(sections))
    context = {
        "card": row.card_number,
        "prison": this_place().name,
        "made_at": clock.now(),
        "sections": sections,
        "apart": list(apart()),
        "is_demo": is_demo,
        "language": get_language() or "id",
    }
    page = render_to_string("workspace/personal_file.html", context)
    facts = {"card_number": row.card_number, "demo": is_demo, "sections": [_plain(each) for each in sections]}
    return _zipped(
        {"berkas.html": page, "berkas.json": json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)}
    )


def _section(each: Held, person: int) -> Section:
    rows = [
        [_text(each, name, value, row) for name, value in row.items()]
        for row in each.rows(person).values(*each.columns)
    ]
    return Section(str(each.title), each.table, each.columns, rows)


def _text(each: Held, name: str, value: Any, row: dict[str, Any]) -> str:
    if name in each.sealed:
        if not value:
            return ""
        field = each.sealed[name] or ALIAS_FIELDS[row["kind"]]
        return crypto.unseal(bytes(value), prison=this_prison(), field=field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "lower") and hasattr(value, "isempty"):
        return f"{value.lower or ''} – {value.upper or ''}"
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return "" if value is None else str(value)


def _notes(person: int) -> Section:
    rows = [[str(at), text] for each in _records(person) for at, text in people.brought(each)]
    return Section(_("Brought from other prisons"), "records_note", ("at", "text"), rows)


def _acts(person: int) -> Section:
    rows = [[str(at), act] for each in _records(person) for at, act in acts_on(f"person:{each}")]
    return Section(_("What was done here about the person"), "records_auditentry", ("at", "act"), rows)


def _records(person: int) -> list[int]:
    return [person, *(each.pk for each in people.duplicates(person))]


def _plain(section: Section) -> dict[str, Any]:
    rows = [dict(zip(section.columns, row, strict=True)) for row in section.rows]
    return {"table": section.table, "title": section.title, "rows": rows}


def _zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _sorted(files):
            archive.writestr(name, text)
    return made.getvalue()


def _sorted(files: dict[str, str]) -> Iterator[tuple[str, str]]:
    return iter(sorted(files.items()))
