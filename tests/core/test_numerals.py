"""Numbers are written in the language of the page, and what nobody knows is a dash."""

import pytest
from django.template import engines
from django.utils import translation

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "what", "expected"),
    [
        ("id", "1284000|rupiah", f"Rp{SPACE}1.284.000"),
        ("en", "1284000|rupiah", f"Rp{SPACE}1,284,000"),
        ("id", "nothing|rupiah", "–"),
        ("id", "74764|count", "74.764"),
        ("en", "nothing|count", "–"),
        ("id", "2.345|decimal", "2,3"),
        ("id", "0.998|percent", f"99,8{SPACE}%"),
        ("es", "0.5|percent", f"50{SPACE}%"),
        ("id", "nothing|percent", "–"),
        ("id", "6600|weight", "6,6 kg"),
        ("en", "999|weight", "999 g"),
        ("en", "nothing|weight", "–"),
    ],
)
def test_a_number_in_a_template(language, what, expected):
    with translation.override(language):
        page = engines["django"].from_string("{% load numbers %}{{ " + what + " }}").render({"nothing": None})
    assert page == expected


def test_an_icon_is_decoration():
    page = engines["django"].from_string('{% load lucide %}{% lucide "map-pin" size=16 %}').render({})
    assert 'aria-hidden="true"' in page
    assert 'width="16"' in page
    assert "\n" not in page
