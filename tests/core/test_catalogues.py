"""Catalogues: nothing shown to people is left untranslated, and no translation is ever lost."""

import gettext
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core import catalogues
from core.message_sources import Message, collect, template_messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Attendance")
LONG = _("Say it "
         "once")
WITH_CONTEXT = pgettext("month", "May")
def counted(n): return ngettext("%(n)d lot", "%(n)d lots", n) % {"n": n}
def unknown(text): return _(text)
"""
TEMPLATE = """{% load i18n %}<p title="{% translate 'Cart' %}">{{ _("Price") }}</p>
{% blocktranslate trimmed count n=n %}
  One order of {{ name }}
{% plural %}
  {{ n }} orders of {{ name }}
{% endblocktranslate %}{% translate "100% coir" %}{# {% translate "No" %} #}{% translate "May" context "verb" %}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    module = tmp_path / "programs/people/views.py"
    page = tmp_path / "marketplace/orders/templates/orders/cart.html"
    for path, text in ((module, PYTHON), (page, TEMPLATE)):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path


def translated(root: Path) -> Path:
    for language in catalogues.LANGUAGES:
        texts = {
            key: key.rpartition("\x04")[2] if empty == "" else [key] * len(empty)
            for key, empty in catalogues.missing(root, language).items()
        }
        plurals = {"%(n)d lot": "%(n)d lots", "One order of %(name)s": "%(n)s orders of %(name)s"}
        for key, plural in plurals.items():
            if key in texts:
                texts[key][-1] = plural
        catalogues.fill(root, language, texts)
    return root


def test_messages_come_from_python_and_from_templates(root):
    assert {message.key for message in collect(root)} == {
        "Attendance",
        "Say it once",
        "month\x04May",
        "%(n)d lot",
        "Cart",
        "Price",
        "One order of %(name)s",
        "100%% coir",
        "verb\x04May",
    }


def test_a_message_knows_where_it_is_shown(root):
    assert collect(root)[Message("Cart")] == {"marketplace/orders/templates/orders/cart.html"}


def test_quotes_and_line_ends_survive_a_template():
    source = '{% load i18n %}{% blocktranslate %}It\'s "so"\nor\\not{% endblocktranslate %}'
    assert [message.id for message in template_messages(source)] == ['It\'s "so"\nor\\not']


def test_a_singular_that_is_also_used_alone_is_one_entry(root):
    (root / "programs/people/forms.py").write_text('X = _("%(n)d lot")\n', "utf-8")
    assert [message.plural for message in collect(root) if message.id == "%(n)d lot"] == ["%(n)d lots"]


def test_extraction_keeps_translations_and_drops_what_is_gone(root):
    translated(root)
    (root / "programs/people/views.py").write_text('T = _("Attendance")\nN = _("New")\n', "utf-8")
    changes = catalogues.extract_catalogue(root, "id")
    assert changes.added == ["New"]
    assert "Say it once" in changes.dropped
    assert set(catalogues.missing(root, "id")) == {"New"}


def test_extraction_twice_changes_nothing(root):
    path = catalogues.extract_catalogue(translated(root), "id").path
    before = path.read_bytes()
    catalogues.extract_catalogue(root, "id")
    assert path.read_bytes() == before
    assert b"views.py" not in before
    assert b"Date" not in before


def test_spanish_needs_only_what_buyers_see(root):
    assert "Attendance" in catalogues.missing(root, "id")
    assert "Attendance" not in catalogues.missing(root, "es")
    assert "Cart" in catalogues.missing(root, "es")


def test_a_complete_catalogue_has_no_fault(root):
    assert catalogues.check(translated(root)) == []


def test_the_check_names_missing_untranslated_fuzzy_and_obsolete(root):
    path = catalogues.extract_catalogue(translated(root), "id").path
    text = path.read_text("utf-8")
    text = text.replace('msgid "Attendance"\nmsgstr "Attendance"', 'msgid "Gone"\nmsgstr "x"')
    text = text.replace('msgstr "Price"', 'msgstr ""').replace('msgid "Cart"', '#, fuzzy\nmsgid "Cart"')
    path.write_text(text, "utf-8")
    assert set(catalogues.check(root)) == {
        "id: obsolete 'Gone'",
        "id: missing 'Attendance'",
        "id: untranslated 'Price'",
        "id: fuzzy 'Cart'",
    }


def test_a_lost_placeholder_is_refused_and_nothing_is_written(root):
    with pytest.raises(catalogues.CatalogueError, match="placeholders"):
        catalogues.fill(root, "id", {"Cart": "Keranjang", "%(n)d lot": ["lot"]})
    assert "Cart" in catalogues.missing(root, "id")


@pytest.mark.parametrize("bad", [["Cart"], {"Nowhere": "x"}, {"Cart": ["Keranjang"]}, {"%(n)d lot": "%(n)d lot"}])
def test_a_file_of_the_wrong_shape_is_refused(root, bad):
    with pytest.raises(catalogues.CatalogueError):
        catalogues.fill(root, "id", bad)


def test_empty_translations_are_passed_over(root):
    assert catalogues.fill(root, "id", {"Cart": "", "%(n)d lot": [""]}) == 0


def test_compiling_happens_once_and_again_after_a_change(root):
    translated(root)
    compiled = catalogues.ensure_compiled(root)
    assert len(compiled) == len(catalogues.LANGUAGES)
    assert catalogues.ensure_compiled(root) == []
    os.utime(compiled[0], ns=(1, 1))
    assert catalogues.ensure_compiled(root) == [compiled[0]]


def test_compiled_catalogues_speak_with_their_plurals(root):
    catalogues.fill(
        translated(root), "es", {"Cart": "Carrito", "One order of %(name)s": ["1 %(name)s", "%(n)s %(name)s"]}
    )
    catalogues.ensure_compiled(root)
    with catalogues.path_of(root, "es").with_suffix(".mo").open("rb") as compiled:
        spanish = gettext.GNUTranslations(compiled)
    assert spanish.gettext("Cart") == "Carrito"
    assert spanish.ngettext("One order of %(name)s", "%(n)s orders of %(name)s", 2) == "%(n)s %(name)s"


def test_missing_can_be_filled_in_and_given_back_by_command(root, settings, tmp_path):
    settings.BASE_DIR = root
    listing = StringIO()
    call_command("catalogues", "--missing", "--language", "es", stdout=listing)
    document = json.loads(listing.getvalue())
    document["Cart"] = "Carrito"
    (tmp_path / "es.json").write_text(json.dumps(document), "utf-8")
    call_command("catalogues", "--fill", str(tmp_path / "es.json"), "--language", "es", stdout=listing)
    assert "Cart" not in catalogues.missing(root, "es")


def test_the_check_command_fails_on_what_is_missing(root, settings):
    settings.BASE_DIR = root
    with pytest.raises(CommandError, match="id: missing 'Attendance'") as failure:
        call_command("catalogues", "--check", stdout=StringIO())
    assert failure.value.returncode == 1


def test_filling_without_a_language_is_bad_input(root, settings):
    settings.BASE_DIR = root
    with pytest.raises(CommandError, match="--language") as failure:
        call_command("catalogues", "--fill", "any.json", stdout=StringIO())
    assert failure.value.returncode == 2
