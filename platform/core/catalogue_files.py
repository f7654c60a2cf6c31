"""The .po and .mo files themselves: sorted, without dates or places, so that one changed text is one changed line."""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.message_sources import Message

# What Django's own catalogues say, and CLDR does not: Indonesian has one form for any number.
PLURAL_FORMS = {"id": "nplurals=1; plural=0;", "es": "nplurals=2; plural=(n != 1);"}


def path_of(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    path = path_of(root, language)
    if not path.exists():
        return empty(language)
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def empty(language: str) -> Catalog:
    catalogue = Catalog(locale=language, charset="utf-8")
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        target.write(header.encode())
        write_po(target, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)


def merged(old: Catalog, messages: Iterable[Message], language: str) -> Catalog:
    """A catalogue of exactly these messages, with the translations that the old one knows."""
    new = empty(language)
    for message in messages:
        known = old.get(message.id, message.context)
        is_same_shape = known is not None and isinstance(known.id, str) == (message.plural is None)
        kept = known if is_same_shape else None
        new.add(
            message.id if message.plural is None else (message.id, message.plural),
            kept.string if kept else None,
            flags=kept.flags & {"fuzzy"} if kept else (),
            user_comments=kept.user_comments if kept else (),
            context=message.context,
        )
    return new


def entry_of(catalogue: Catalog, message: Message) -> Entry:
    entry = catalogue.get(message.id, message.context)
    if entry is None:
        raise KeyError(message.key)
    return entry


def keys(catalogue: Catalog) -> set[str]:
    return {
        Message(entry.id if isinstance(entry.id, str) else entry.id[0], None, entry.context).key
        for entry in catalogue
        if entry.id
    }


def compile_catalogue(po: Path) -> bool:
    """Write the .mo beside the .po when it is stale, in one rename so that a reader never sees half of it."""
    mo = po.with_suffix(".mo")
    written = po.stat().st_mtime_ns
    if mo.exists() and mo.stat().st_mtime_ns == written:
        return False
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    with NamedTemporaryFile(dir=po.parent, suffix=".tmp", delete=False) as target:
        write_mo(target, catalogue)
    Path(target.name).chmod(0o644)
    os.utime(target.name, ns=(written, written))
    Path(target.name).replace(mo)
    return True
