"""However a destination is written, the gate sees the country whose customs law decides."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.reference import read_rows
from marketplace.trade import countries, country_names
from marketplace.trade.countries import by_code, country_choices, recognise

US_SPELLINGS = (
    "US", "USA", "U S of A", "the states", "America", "United States", "The United States of America",
    "Amerika Serikat", "AS", "Amerika", "Estados Unidos", "EE.UU.", "EUA", "États-Unis", "Vereinigte Staaten",
    "Verenigde Staten", "California", "New Jersey", "Georgia, USA", "California, USA", "Texas USA", "CA, USA",
)  # fmt: skip
FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in string.ascii_letters + string.punctuation}
LOOK_ALIKES = str.maketrans("ASEUTaseo", "\u0410\u0405\u0415\u054d\u0422\u0430\u0455\u0435\u043e")
FILLERS = ("", "", "", " ", ".", "  ", "\u200b", "\u00ad", "-", "'", "\u2060", "\ufe0f")


@given(data=st.data())
def test_a_mangled_us_spelling_is_still_the_us(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(US_SPELLINGS))
    letters = []
    for letter in text:
        drawn = data.draw(st.sampled_from((letter, letter.upper(), letter.lower(), letter.translate(LOOK_ALIKES))))
        letters.append(drawn.translate(FULL_WIDTH) if data.draw(st.booleans()) else drawn)
        if letter.isalpha():
            letters.append(data.draw(st.sampled_from(FILLERS)))
    assert recognise("".join(letters)).customs_iso2 == "US"


@given(text=st.text(max_size=150))
def test_any_text_is_recognised_or_refused_never_an_error(text: str) -> None:
    try:
        country = recognise(text)
    except Refused:
        return
    assert country.iso2 in country_names.iso_codes()


@pytest.mark.parametrize(
    ("text", "iso2"),
    [
        ("ES", "ES"), ("esp", "ES"), ("España", "ES"), ("ESPANA", "ES"), ("Spanyol", "ES"), ("Espagne", "ES"),
        ("Islas Canarias", "ES"), ("Indonesia", "ID"), ("UK", "GB"), ("Britain", "GB"), ("England", "GB"),
        ("Inggris", "GB"), ("Great Britain", "GB"), ("Scotland", "GB"), ("Northern Ireland", "GB"), ("Wales", "GB"),
        ("Ireland", "IE"), ("Republic of Ireland", "IE"), ("Korea Selatan", "KR"), ("Korea, Republic of", "KR"),
        ("Korea, South", "KR"), ("Korea Utara", "KP"), ("Holland", "NL"), ("Belanda", "NL"),
        ("Netherlands (the)", "NL"),
        ("Selandia Baru", "NZ"), ("Aotearoa", "NZ"), ("Afrika Selatan", "ZA"), ("iNingizimu Afrika", "ZA"),
        ("アメリカ合衆国", "US"), ("미국", "US"), ("США", "US"), ("ΗΠΑ", "US"), ("Hoa Kỳ", "US"), ("สหรัฐอเมริกา", "US"),
        ("🇺🇸", "US"), ("🅄🅂", "US"), ("Bolivia (Plurinational State of)", "BO"), ("Bahamas, The", "BS"),
        ("Türkiye", "TR"), ("Côte d\u2019Ivoire", "CI"), ("Trinidad and Tobago", "TT"), ("Saint Lucia", "LC"),
        ("Virgin Islands, U.S.", "VI"), ("Virgin Islands (British)", "VG"), ("Germany (DE)", "DE"),
    ],
)  # fmt: skip
def test_names_codes_and_aliases_in_many_languages_are_read(text: str, iso2: str) -> None:
    assert recognise(text).iso2 == iso2


@pytest.mark.parametrize(
    ("text", "iso2"),
    [
        ("Georgia", "GE"), ("Georgia, USA", "US"), ("Jersey", "JE"), ("New Jersey", "US"), ("Jersey City, NJ", "US"),
        ("Niger", "NE"), ("Nigeria", "NG"), ("Guinea", "GN"), ("Papua New Guinea", "PG"), ("Dominica", "DM"),
        ("Republik Dominika", "DO"), ("New South Wales", "AU"), ("Samoa", "WS"), ("American Samoa", "AS"), ("CA", "CA"),
        ("Lebanon, Pennsylvania", "US"), ("Paris, Texas", "US"), ("Hong Kong, China", "HK"), ("RI", "ID"),
        ("Congo", "CG"), ("DR Congo", "CD"), ("South Sudan", "SS"), ("Virginia", "US"), ("South Georgia", "GS"),
    ],
)  # fmt: skip
def test_names_that_resemble_another_country_are_not_confused(text: str, iso2: str) -> None:
    assert recognise(text).iso2 == iso2


@pytest.mark.parametrize(
    ("text", "iso2", "customs"),
    [
        ("Puerto Rico", "PR", "US"), ("Puerto Rico, US", "PR", "US"), ("Puerto Rico USA", "PR", "US"),
        ("Guam", "GU", "US"),
        ("US Virgin Islands", "VI", "US"), ("Jersey", "JE", "GB"), ("Guernsey", "GG", "GB"),
        ("Isle of Man", "IM", "GB"),
        ("La Réunion", "RE", "FR"), ("Guadeloupe, France", "GP", "FR"), ("Monaco", "MC", "FR"), ("Åland", "AX", "FI"),
        ("Liechtenstein", "LI", "CH"), ("Cook Islands", "CK", "CK"), ("Niue", "NU", "NU"), ("Greenland", "GL", "GL"),
        ("Hong Kong", "HK", "HK"), ("Curaçao", "CW", "CW"), ("Gibraltar", "GI", "GI"),
    ],
)  # fmt: skip
def test_a_territory_follows_its_customs_law(text: str, iso2: str, customs: str) -> None:
    country = recognise(text)
    assert (country.iso2, country.customs_iso2) == (iso2, customs)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", ",", "the", "\u200b", "Atlantis", "xyz", "840", "EU", "Korea", "U5A", "Mỹ", "USA, Germany",
        "Los Angeles, CA", "Atlanta, Georgia", "Wilmington, DE", "Jakarta, ID", "Perth, WA", "Aruba, Netherlands",
        "x" * 500,
    ],
)  # fmt: skip
def test_empty_unknown_and_ambiguous_text_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(Refused) as refused:
        recognise(text)
    assert refused.value.code == "country-unknown"
    assert refused.value.field == "country"
    assert refused.value.value == text[: countries.LONGEST]
    assert refused.value.rule == countries.RULE


@pytest.mark.parametrize("locale", ["en", "id", "es", "de", "ja"])
def test_every_choice_and_every_shown_name_is_read_back_as_its_country(locale: str) -> None:
    for value, name in country_choices(locale):
        assert recognise(value) == recognise(name)


def test_choices_are_sorted_by_name_and_fall_back_to_english() -> None:
    assert country_choices("id")[0] == ("AF", "Afganistan")
    assert country_choices("not a locale") == country_choices("en")
    assert dict(country_choices("es"))["DE"] == "Alemania"


def test_a_country_carries_its_names_and_a_stored_code_is_read_as_it_is() -> None:
    assert recognise("usa").name("id") == "Amerika Serikat"
    assert by_code("AS").customs_iso2 == "US"
    with pytest.raises(Refused):
        by_code("us")


def test_every_alias_and_territory_names_a_country_and_its_source() -> None:
    known = set(country_names.iso_codes())
    aliases = read_rows(country_names.REFERENCE / "country_aliases.csv", required=("alias", "iso2", "kind", "source"))
    assert {row["iso2"] for row in aliases} <= known
    assert all(row["source"] for row in aliases)
    assert all(recognise(row["alias"]).iso2 == row["iso2"] for row in aliases if row["kind"] == "name")
    territories = read_rows(country_names.REFERENCE / "customs_territories.csv", required=("territory", "verified"))
    assert {row["customs_iso2"] for row in territories} <= known
    assert all(row["verified"] in {"yes", "no"} and row["source"] and row["legal_reference"] for row in territories)


def test_every_country_of_a_destination_rule_is_recognised() -> None:
    rules = read_rows(Path(country_names.REFERENCE) / "destination_rules.csv", required=("country",))
    assert all(recognise(row["country"]).iso2 == row["country"] for row in rules if row["country"] != "*")


def test_every_stored_name_is_still_what_cldr_says_and_names_one_country() -> None:
    names = read_rows(country_names.REFERENCE / "country_names.csv", required=("iso2", "locale", "name", "source"))
    assert all(country_names.name(row["iso2"], row["locale"]) == row["name"] for row in names)
    assert all(recognise(row["name"]).iso2 == row["iso2"] for row in names)
