"""Names and sentences: what a module must say first, what nothing may be called, what no screen may say."""

import ast
import re
import sys
from pathlib import Path

from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, expect_none, files_of_tests, python_files, relative, templates, tree_of

VAGUE_NAMES = {"data", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
VAGUE_PREFIXES = ("do_", "handle_", "process_")
MEANT = {"selectors"}  # the design's own word; always imported from its app
FRAMEWORK_HOOKS = {
    "handle_no_permission",
    "handle_exception",
    "handle_raw_input",
    "process_exception",
    "process_request",
    "process_response",
    "process_template_response",
    "process_view",
}

# Words of the product rules that no catalogue or template may show, by the number of the rule.
FORBIDDEN_WORDS = {
    "3 (the register shames no one)": r"\b(alpa|bolos|mangkir|truants?|absent without leave)\b",
    "5 (premi, unless it is a labour-law wage)": r"\bupah\b(?! minimum)|(?<!minimum )\bwages?\b",
    "6 (certificates do not brand)": r"\b(napi|bekas narapidana|ex-?(convict|prisoner|inmate)s?)\b",
    "24 (nobody is ranked by a raw percentage)": (
        r"(?<!rentang )\bperingkat\b|\b(juara|terburuk|ranking|leaderboard|league table|worst|top prisons?)\b"
        r"|\b(lapas|prisons?) (terbaik|best)\b|\bbest prisons?\b"
    ),
    "25 (no prison imagery, no pity)": (
        r"\b(jeruji|balik tembok|kasihan|behind bars|behind (the |prison )?walls|pity|tras las rejas|entre rejas)\b"
    ),
}


def catalogue_texts() -> list[tuple[str, str]]:
    texts = []
    for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as source:
            for entry in read_po(source):
                for value in (entry.id, entry.string):
                    texts.extend((relative(path), text) for text in ([value] if isinstance(value, str) else value))
    return texts


def offences(texts: list[tuple[str, str]]) -> list[str]:
    return [
        f"{place}: rule {rule}: {found.group(0)!r} in {text[:80]!r}"
        for place, text in texts
        for rule, pattern in FORBIDDEN_WORDS.items()
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]


def named_things(path: Path) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in FRAMEWORK_HOOKS
    ]


def test_every_module_opens_with_a_sentence():
    silent = [
        relative(path)
        for path in [*python_files(), *files_of_tests()]
        if tree_of(path).body and not ast.get_docstring(tree_of(path))
    ]
    expect_none(silent)


def test_no_module_or_folder_has_a_vague_name():
    expect_none([relative(path) for path in python_files() if VAGUE_NAMES.intersection((path.stem, path.parent.name))])


def test_no_function_has_a_vague_name():
    vague = [
        f"{relative(path)} {name}"
        for path in python_files()
        for name in named_things(path)
        if name.startswith(VAGUE_PREFIXES) or name in VAGUE_NAMES
    ]
    expect_none(vague)


def test_no_module_is_called_like_one_of_the_standard_library():
    taken = [
        relative(path)
        for path in python_files(with_migrations=True)
        if (path.parent.name if path.name == "__init__.py" else path.stem) in sys.stdlib_module_names - MEANT
    ]
    expect_none(taken)


def test_no_catalogue_uses_a_word_that_the_product_rules_forbid():
    expect_none(offences(catalogue_texts()))


def test_no_template_uses_a_word_that_the_product_rules_forbid():
    expect_none(offences([(relative(path), path.read_text("utf-8")) for path in templates()]))


def test_the_forbidden_words_spare_what_the_rules_allow():
    allowed = ["Upah minimum provinsi", "rentang peringkat 3–9", "Tidak ikut hari ini", "mengupah", "minimum wage"]
    expect_none(offences([("allowed", text) for text in allowed]))
    shamed = ["Alpa 3 kali", "Upah belum dibayar", "Peringkat 1", "dari balik tembok", "Unpaid wages"]
    assert len(offences([("shamed", text) for text in shamed])) == len(shamed)
