"""A template document is accepted whole or refused with place, value and rule, and its digest names its content."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from core.errors import Refused
from programs.library import document as library
from programs.library import strict_yaml
from programs.library.document import DocumentRefused, TemplateDocument, parse_document, read_document

PUBLISHED = library.DOCUMENTS / "indramayu-1.yaml"
CODES = ("coir-shade", "water-hyacinth", "knitting", "bakery")
TOPICS = ("costing", "price", "savings-plan", "bookkeeping", "selling", "licences")


@pytest.fixture(scope="module")
def published() -> TemplateDocument:
    return read_document(PUBLISHED)


@pytest.fixture
def content(published: TemplateDocument) -> dict[str, Any]:
    return copy.deepcopy(dict(published.content))


def refused_content(content: dict[str, Any]) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        library.check_document(content)
    assert isinstance(refused.value, Refused)
    assert refused.value.rule
    return refused.value


def test_the_published_template_is_valid_and_has_its_four_programs(published: TemplateDocument) -> None:
    assert (published.code, published.version, published.origin) == ("indramayu", 1, "IDM")
    assert PUBLISHED.name == f"{published.code}-{published.version}.yaml"
    assert tuple(program.code for program in library.programs(published.content)) == CODES


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(json.loads((library.DOCUMENTS / "template.schema.json").read_text()))


def test_the_helpers_work_on_the_json_that_a_database_gives_back(published: TemplateDocument) -> None:
    stored = json.loads(json.dumps(published.content))
    shade = library.product(stored, "coir-shade")
    assert (shade.program, shade.price_idr, shade.material_cost_idr, shade.piece_rate_idr) == (
        "coir-shade", 450_000, 180_000, 26_000,
    )  # fmt: skip
    assert library.program(stored, "coir-shade").products[0] == shade
    caps = library.work_caps(stored)
    assert (caps.minutes_per_day, caps.minutes_per_week, caps.rest_days_per_week) == (420, 2400, 1)
    assert library.programs(stored) == library.programs(published.content)


def test_a_code_that_is_not_there_is_a_lookup_error_that_names_the_codes(published: TemplateDocument) -> None:
    with pytest.raises(LookupError, match=r"no product 'chair'.*coir-shade"):
        library.product(published.content, "chair")
    with pytest.raises(LookupError, match=r"no program 'chair'.*bakery"):
        library.program(published.content, "chair")


def test_only_bakery_products_are_food_and_they_need_licences(published: TemplateDocument) -> None:
    products = [product for program in library.programs(published.content) for product in program.products]
    assert {product.program for product in products if product.is_food} == {"bakery"}
    assert all("HALAL" in product.licences and product.shelf_life_days for product in products if product.is_food)
    assert len({product.code for product in products}) == len(products)


def test_every_program_has_steps_tools_and_one_complete_business_module(published: TemplateDocument) -> None:
    for program in library.programs(published.content):
        (business,) = (module for module in program.modules if module.kind == "wirausaha")
        assert business.topics == TOPICS
        assert any(step.tools for step in program.steps)


def test_the_record_of_indramayu_is_three_cited_milestones(published: TemplateDocument) -> None:
    recorded = library.milestones(published.content)
    assert [(entry.day, entry.date) for entry in recorded] == [
        (0, date(2025, 8, 11)), (50, date(2025, 9, 30)), (110, date(2025, 11, 29)),
    ]  # fmt: skip
    assert all(entry.status == "reported" and entry.source for entry in recorded)


def test_the_target_is_reported_for_assimilation_and_an_ambition_for_the_eligible(published: TemplateDocument) -> None:
    rows = {
        target.base: (target.value_pct, target.kind, target.status) for target in library.targets(published.content)
    }
    assert rows == {"assimilation": (70, "target", "reported"), "eligible": (70, "ambition", "illustrative")}


def test_every_fact_carries_status_and_source(published: TemplateDocument) -> None:
    def facts(value: Any) -> list[dict[str, Any]]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        own = [value] if isinstance(value, dict) and ("status" in value or "source" in value) else []
        return own + [fact for each in inner for fact in facts(each)]

    found = facts(published.content)
    assert len(found) > 200
    assert all(fact.get("status") and fact.get("source") for fact in found)


def test_the_digest_does_not_depend_on_key_order_or_on_how_a_whole_number_is_kept(content: dict[str, Any]) -> None:
    def reversed_keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: reversed_keys(value[key]) for key in reversed(value)}
        return [reversed_keys(each) for each in value] if isinstance(value, list) else value

    turned = reversed_keys(content)
    assert list(turned) != list(content)
    assert library.digest(turned) == library.digest(content)
    turned["assumptions"][0]["value"] = float(turned["assumptions"][0]["value"])
    assert library.digest(turned) == library.digest(content)


def test_the_digest_is_the_same_for_document_and_stored_json_and_changes_with_a_fact(
    published: TemplateDocument, content: dict[str, Any]
) -> None:
    assert library.digest(published) == library.digest(json.loads(library.canonical_json(published)))
    assert len(library.digest(published)) == 64
    content["programs"][0]["products"][0]["price_idr"] += 1
    assert library.digest(content) != library.digest(published)


def set_at(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        place: Any = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


FIRST = ("programs", 0, "products", 0)
MODULES = ("programs", 0, "training", "modules")


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (set_at(*FIRST, "price_idr", to=450000.5), "programs[0].products[0].price_idr", 450000.5),
        (set_at(*FIRST, "price_idr", to=450.0), "programs[0].products[0].price_idr", 450.0),
        (set_at(*FIRST, "price_idr", to=True), "programs[0].products[0].price_idr", True),
        (set_at(*FIRST, "price_idr", to="450000"), "programs[0].products[0].price_idr", "450000"),
        (set_at(*FIRST, "price_idr", to=0), "programs[0].products[0].price_idr", 0),
        (set_at(*FIRST, "price_idr", to=206000), "programs[0].products[0].price_idr", 206000),
        (set_at(*FIRST, "piece_rate_idr", to=-1), "programs[0].products[0].piece_rate_idr", -1),
        (set_at(*FIRST, "code", to="Coir Shade"), "programs[0].products[0].code", "Coir Shade"),
        (set_at(*FIRST, "code", to="coir-pot"), "programs[0].products[3].code", "coir-pot"),
        (set_at(*FIRST, "code", to="coir-blind"), "programs[0].materials.product", "coir-shade"),
        (set_at(*FIRST, "licences", to=["SPP-IRT"]), "programs[0].products[0].licences[0]", "SPP-IRT"),
        (set_at(*FIRST, "hs_candidates", to=["9999.99"]), "programs[0].products[0].hs_candidates[0]", "9999.99"),
        (set_at("programs", 3, "products", 0, "licences", to=[]), "programs[3].products[0].licences", ""),
        (set_at("programs", 1, "products", 0, "code", to="coir-pot"), "programs[1].materials.product", "hyacinth-bag"),
        (set_at("programs", 1, "products", 1, "code", to="coir-pot"), "programs[1].products[1].code", "coir-pot"),
        (set_at("programs", 1, "code", to="bakery"), "programs[3].code", "bakery"),
        (set_at("programs", 0, "steps", 1, "seq", to=5), "programs[0].steps[1].seq", 5),
        (set_at("programs", 0, "steps", 1, "code", to="shred"), "programs[0].steps[1].code", "shred"),
        (set_at("programs", 0, "steps", 0, "station", to="moon"), "programs[0].steps[0].station", "moon"),
        (set_at("programs", 0, "steps", 0, "tools", to=["spoon"]), "programs[0].steps[0].tools[0]", "spoon"),
        (set_at("programs", 0, "steps", 0, "status", to="sure"), "programs[0].steps[0].status", "sure"),
        (set_at("programs", 0, "steps", 0, "source", to=""), "programs[0].steps[0].source", ""),
        (set_at(*MODULES, 5, "kind", to="craft"), "programs[0].training.modules", "0 wirausaha"),
        (set_at(*MODULES, 0, "topics", to=[]), "programs[0].training.modules[0].topics", ""),
        (set_at("programs", 0, "quality", 4, "lower", to=500), "programs[0].quality[4]", "500, 200, 204"),
        (set_at("programs", 0, "quality", 0, "upper", to=None), "programs[0].quality[0]", "CS-Q01"),
        (set_at("milestones", 1, "day", to=49), "milestones[1].day", 49),
        (set_at("milestones", 1, "date", to="2025-02-30"), "milestones[1].date", "2025-02-30"),
        (set_at("targets", 0, "base", to="convicts"), "targets[0].base", "convicts"),
        (set_at("work_caps", "minutes_per_day", to=1500), "work_caps.minutes_per_day", 1500),
        (set_at("origin", "prison", to="idm"), "origin.prison", "idm"),
        (set_at("version", to=0), "version", 0),
        (set_at("schema_version", to=2), "schema_version", 2),
        (set_at("currency", to="USD"), "currency", "USD"),
        (set_at("programs", to=[]), "programs", ""),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_refused_with_its_place_and_value(
    content: dict[str, Any], change: Callable[[dict[str, Any]], None], field: str, value: object
) -> None:
    change(content)
    refused = refused_content(content)
    assert (refused.code, refused.field, refused.value) == ("document-refused", field, value)


def test_a_missing_and_an_unknown_key_are_refused(content: dict[str, Any]) -> None:
    del content["programs"][2]["readiness"]
    assert "'readiness' is a required property" in refused_content(content).rule
    content["programs"][2]["readiness"] = content["programs"][1]["readiness"]
    content["programs"][2]["products"][0]["discount"] = 5
    refused = refused_content(content)
    assert refused.field == "programs[2].products[0]"
    assert "discount" in refused.rule


@pytest.mark.parametrize("text", ["", "just text", "[]", "null", "12", "{}"])
def test_a_file_that_is_not_a_document_is_refused(text: str) -> None:
    with pytest.raises(DocumentRefused):
        parse_document(text)


@pytest.mark.parametrize(
    ("text", "field", "rule"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "b.c", "a key appears once"),
        ("a: &x [1]\nb: 2\n", "a", "anchors and aliases"),
        ("a: 1\nb: *x\n", "b", "anchors and aliases"),
        ("a: !!python/object/apply:os.system [ls]\n", "a", "tags"),
        ("a: !!str 1\n", "a", "tags"),
        ("a:\n  - b:\n", "a[0].b", "written out"),
        ("a: {name: Roll, wrap and press}\n", "a.wrap and press", "written out"),
        ("a: 1\n---\nb: 2\n", "document", "exactly one document"),
        ("a: [1\n", "line 2", "well-formed"),
        ("a: 'x\n", "line 2", "well-formed"),
        ("a: \x07\n", "document", "well-formed"),
        ("1: a\n", "document", "a key is text"),
        ("? [a]\n: b\n", "document", "a key is text"),
        ("a: 1234567890123456789\n", "a", "18 characters"),
        ("[" * 5000, "[0][0][0][0][0][0][0][0][0][0][0][0][0]", "12 levels"),
        ("a: b\n" + "#" * 1_000_000, "document", "1000000 bytes"),
    ],
)
def test_yaml_that_could_mean_two_things_or_harm_is_refused(text: str, field: str, rule: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse_document(text)
    assert refused.value.field == field
    assert rule in refused.value.rule


def test_plain_words_and_dates_stay_text_and_numbers_are_strict() -> None:
    text = "country: NO\nday: 2025-08-11\nmonth: 2025-10\noctal: 010\nbig: 1_000\nprice: 450.000\nyes: yes\nnone: null"
    assert strict_yaml.load(text) == {
        "country": "NO", "day": "2025-08-11", "month": "2025-10", "octal": "010", "big": "1_000", "price": 450.0,
        "yes": "yes", "none": None,
    }  # fmt: skip


def test_our_reading_of_the_published_file_agrees_with_plain_yaml(published: TemplateDocument) -> None:
    assert published.content == yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))


def test_a_missing_an_oversized_and_a_badly_encoded_file_are_refused(tmp_path: Path) -> None:
    large, latin = tmp_path / "large.yaml", tmp_path / "latin.yaml"
    large.write_bytes(b"#" * (strict_yaml.LARGEST_BYTES + 1))
    latin.write_bytes("é".encode("latin-1"))
    for path, rule in ((tmp_path / "none.yaml", "can be read"), (large, "1000000 bytes"), (latin, "UTF-8")):
        with pytest.raises(DocumentRefused) as refused:
            read_document(path)
        assert rule in refused.value.rule
