"""Which texts of this code base are shown to people: the msgids in Python modules and in Django templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

SOURCE_FOLDERS = ("api", "marketplace", "platform", "programs", "tenants")
IGNORED_FOLDERS = frozenset({"migrations", "node_modules", "__pycache__"})
CONTEXT_SEPARATOR = "\x04"

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_CALL = re.compile(
    r"\b(?P<function>npgettext|ngettext|pgettext|gettext|_)\("
    r"""(?P<arguments>(?:\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?)+)""",
    re.DOTALL,
)


@dataclass(frozen=True)
class Message:
    """One text to translate; the key is what gettext itself uses to find it."""

    id: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> str:
        return self.id if self.context is None else f"{self.context}{CONTEXT_SEPARATOR}{self.id}"


Usage = dict[Message, set[str]]


def collect(root: Path) -> Usage:
    """Every message under the source folders of ``root`` with the paths, relative to it, that show it."""
    usage: Usage = {}
    plurals: dict[str, Message] = {}
    for path in _source_files(root):
        found = python_messages(path) if path.suffix == ".py" else template_messages(path.read_text("utf-8"))
        for message in found:
            usage.setdefault(message, set()).add(path.relative_to(root).as_posix())
            if message.plural is not None:
                plurals[message.key] = message
    return _with_singulars_folded(usage, plurals)


def python_messages(path: Path) -> Iterator[Message]:
    """The messages of a Python module, by its calls of the gettext family."""
    with path.open("rb") as module:
        for _line, texts, _comments, context in extract("python", module, KEYWORDS, (), {"encoding": "utf-8"}):
            if isinstance(texts, str):
                yield Message(texts, None, context)
            else:
                yield Message(texts[0], texts[1], context)


def template_messages(source: str) -> Iterator[Message]:
    """The messages of a Django template, by its translation tags and ``_("…")`` constants."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        texts = ast.literal_eval(f"({call['arguments'].rstrip().rstrip(',')},)")
        context = texts[0] if call["function"] in {"pgettext", "npgettext"} else None
        singular, *rest = texts if context is None else texts[1:]
        if singular:
            yield Message(singular, rest[0] if rest else None, context)


def _source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            is_source = path.suffix == ".py" or (path.suffix in {".html", ".txt"} and "templates" in path.parts)
            if is_source and path.is_file() and not IGNORED_FOLDERS.intersection(path.parts):
                yield path


def _with_singulars_folded(usage: Usage, plurals: dict[str, Message]) -> Usage:
    """Gettext keeps one entry for a text used both alone and as a singular, so we do too."""
    folded: Usage = {}
    for message, paths in usage.items():
        folded.setdefault(plurals.get(message.key, message), set()).update(paths)
    return folded
