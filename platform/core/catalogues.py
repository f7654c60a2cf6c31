"""Translation catalogues without GNU gettext: extract, fill, check and compile them with Babel alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Message as Entry

from core import catalogue_files as files
from core.message_sources import Message, Usage, collect

LANGUAGES = ("id", "es")
STOREFRONT = ("marketplace/", "platform/accounts/", "platform/core/")
STOREFRONT_LANGUAGES = frozenset({"es"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|(?<!%)%[sdf]|(?<!\{)\{\w*\}(?!\})")

Translation = str | list[str]


class CatalogueError(Exception):
    """A translation file that must not be merged; carries one line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Changes:
    """What an extraction did to one catalogue."""

    path: Path
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def path_of(root: Path, language: str) -> Path:
    """Where a language's catalogue lies."""
    return files.path_of(root, language)


def needed(usage: Usage, language: str) -> list[Message]:
    """The messages a language must translate: all, or only what buyers see."""
    chosen = (
        message
        for message, paths in usage.items()
        if language not in STOREFRONT_LANGUAGES or any(path.startswith(STOREFRONT) for path in paths)
    )
    return sorted(chosen, key=lambda message: message.key)


def extract_catalogue(root: Path, language: str, usage: Usage | None = None) -> Changes:
    """Rewrite the .po from the sources; translations of texts still in use are kept."""
    old = files.read(root, language)
    new = files.merged(old, needed(collect(root) if usage is None else usage, language), language)
    files.write(new, files.path_of(root, language))
    before, after = files.keys(old), files.keys(new)
    return Changes(files.path_of(root, language), sorted(after - before), sorted(before - after))


def missing(root: Path, language: str, usage: Usage | None = None) -> dict[str, Translation]:
    """The untranslated messages, ready to be filled in; a plural has a list with one text for each form."""
    messages = needed(collect(root) if usage is None else usage, language)
    catalogue = files.merged(files.read(root, language), messages, language)
    empty: Translation = [""] * catalogue.num_plurals
    return {
        message.key: "" if message.plural is None else empty
        for message in messages
        if not _is_done(files.entry_of(catalogue, message))
    }


def fill(root: Path, language: str, translations: object) -> int:
    """Merge translations into the .po, all or none, passing over empty ones; return how many entries now differ."""
    if not isinstance(translations, dict):
        raise CatalogueError([f"{language}: the file must be one JSON object of msgid and translation"])
    messages = {message.key: message for message in needed(collect(root), language)}
    catalogue = files.merged(files.read(root, language), messages.values(), language)
    given = {key: text for key, text in translations.items() if _has_text(text)}
    faults = [f"{language}: unknown msgid {key!r}" for key in given if key not in messages]
    changed = 0
    for key in given.keys() & messages.keys():
        entry = files.entry_of(catalogue, messages[key])
        text = tuple(given[key]) if isinstance(given[key], list) else given[key]
        changed += entry.string != text or entry.fuzzy
        entry.string = text
        entry.flags.discard("fuzzy")
        faults.extend(_shape_faults(entry, language, catalogue.num_plurals))
    if faults:
        raise CatalogueError(sorted(faults))
    files.write(catalogue, files.path_of(root, language))
    return changed


def check(root: Path, usage: Usage | None = None) -> list[str]:
    """One line for each message that is missing, untranslated, fuzzy, obsolete or differs in its placeholders."""
    usage = collect(root) if usage is None else usage
    return [fault for language in LANGUAGES for fault in _faults(root, language, usage)]


def ensure_compiled(root: Path) -> list[Path]:
    """Compile what is stale under ``root``/locale; costs one stat a file when nothing changed."""
    return [po for po in sorted((root / "locale").glob("*/LC_MESSAGES/*.po")) if files.compile_catalogue(po)]


def _faults(root: Path, language: str, usage: Usage) -> list[str]:
    catalogue = files.read(root, language)
    messages = needed(usage, language)
    known = {message.key for message in messages}
    faults = [f"{language}: obsolete {key!r}" for key in sorted(files.keys(catalogue) - known)]
    faults += [f"{language}: obsolete {entry.id!r}" for entry in catalogue.obsolete.values()]
    for message in messages:
        entry = catalogue.get(message.id, message.context)
        if entry is None:
            faults.append(f"{language}: missing {message.key!r}")
        elif entry.fuzzy:
            faults.append(f"{language}: fuzzy {message.key!r}")
        elif not _is_done(entry):
            faults.append(f"{language}: untranslated {message.key!r}")
        else:
            faults.extend(_shape_faults(entry, language, catalogue.num_plurals))
    return faults


def _shape_faults(entry: Entry, language: str, forms: int) -> list[str]:
    """Placeholders must survive; the last plural form needs those of the plural, the others those of either."""
    sources, texts = _texts(entry.id), _texts(entry.string)
    wanted = forms if len(sources) > 1 else 1
    if len(texts) != wanted or isinstance(entry.id, str) != isinstance(entry.string, str):
        return [f"{language}: {sources[0]!r} needs {wanted} text(s)"]
    allowed = [set(PLACEHOLDER.findall(source)) for source in sources]
    for position, text in enumerate(texts, start=1):
        if set(PLACEHOLDER.findall(text)) not in (allowed[-1:] if position == wanted else allowed):
            expected = " ".join(sorted(allowed[-1])) or "none"
            return [f"{language}: placeholders of {text!r} differ from {expected} in {sources[0]!r}"]
    return []


def _texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(text) for text in value)


def _has_text(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return bool(texts) and all(texts)


def _is_done(entry: Entry) -> bool:
    return not entry.fuzzy and _has_text(list(_texts(entry.string)))
