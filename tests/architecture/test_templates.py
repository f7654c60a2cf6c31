"""Pages work under a content security policy without exceptions: nothing inline."""

import re

import pytest

from tests.architecture.sources import expect_none, relative, templates

INLINE = {
    "script with a body": re.compile(r"<script\b[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"\s(?:hx-)?on[a-z:-]*\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def inline_code(source: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(source)]


def test_no_template_holds_inline_script_or_style():
    expect_none({relative(path): found for path in templates() if (found := inline_code(path.read_text("utf-8")))})


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<p style="color:red">',
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        "<style>p{}</style>",
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_found(source):
    assert len(inline_code(source)) == 1


@pytest.mark.parametrize("source", ['<script src="a.js"></script>', "<p>style = good</p>", '<input name="only">'])
def test_what_is_not_inline_is_left_alone(source):
    expect_none(inline_code(source.replace("style = good", "good style")))
