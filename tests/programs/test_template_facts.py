"""Nothing of what was recorded is lost: the document holds every fact, by count, with key facts by value, status, source and day."""

from typing import Any

import pytest

from programs.library import document as library
from programs.library.document import DocumentRefused
from programs.library.words import Words, number, span, surety

PARTS = ("variants", "steps", "modules", "labour", "output_rates", "materials", "conversions", "quality", "equipment",
         "hs_candidates", "rates", "licences", "export_notes", "readiness", "products")  # fmt: skip
# how many entries were recorded, a business module and this platform's own readiness items included
COUNTS = {
    "coir-shade": (8, 9, 6, 2, 11, 5, 5, 10, 6, 8, 9, 0, 6, 7, 4),
    "water-hyacinth": (6, 10, 6, 2, 2, 6, 1, 9, 3, 3, 5, 0, 3, 7, 3),
    "knitting": (8, 6, 6, 1, 3, 4, 0, 5, 2, 6, 5, 0, 1, 5, 3),
    "bakery": (3, 8, 6, 2, 6, 9, 0, 5, 4, 2, 5, 4, 1, 8, 3),
}
PRESS = "prison bakery press set: banyumas.tribunnews.com 2023; majalahteras.com; jabarpublisher.com 2018; vntv.net; matasulsel.com"


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    return dict(library.read_document(library.DOCUMENTS / "indramayu-1.yaml").content)


def program(content: dict[str, Any], code: str) -> dict[str, Any]:
    return next(entry for entry in content["programs"] if entry["code"] == code)


def part(entry: dict[str, Any], name: str) -> list[Any]:
    within = {"modules": ("training", "modules"), "variants": ("variants", "items"),
              "materials": ("materials", "items"), "conversions": ("materials", "conversions")}  # fmt: skip
    place: Any = entry
    for step in within.get(name, (name,)):
        place = place[step]
    return list(place)


@pytest.mark.parametrize("code", COUNTS)
def test_every_program_has_as_many_facts_as_were_recorded(content, code) -> None:
    entry = program(content, code)
    assert dict(zip(PARTS, (len(part(entry, name)) for name in PARTS), strict=True)) == dict(
        zip(PARTS, COUNTS[code], strict=True)
    )


@pytest.mark.parametrize(
    ("code", "where", "facts"),
    [
        ("coir-shade", "labour", {"value_min": 100, "value_max": 200, "status": "reported", "source": "bandungraya.inews.id"}),
        ("coir-shade", "labour", {"value": 31, "status": "reported", "source": "jurnalpelita.com", "as_of": "2025-09-30"}),
        ("coir-shade", "output_rates", {"site": "Garut plan", "people": 150, "value": 3600, "status": "reported"}),
        ("coir-shade", "output_rates", {"site": "Garut plan", "value": 24, "status": "computed", "note": "3600 / 150"}),
        ("coir-shade", "output_rates", {"site": "coir net", "value": 5400, "destination": "KR", "as_of": "2025-12-05"}),
        ("coir-shade", "rates", {"kind": "piece-rate", "value": 2500, "site": "Sumedang", "as_of": "2024-10-18"}),
        ("coir-shade", "rates", {"kind": "premi-per-piece", "value": 26000, "status": "computed", "as_of": "2024"}),
        ("coir-shade", "rates", {"kind": "raw-fibre-price", "value_min": 150, "value_max": 180, "source": "mediaperkebunan.id"}),
        ("coir-shade", "quality", {"code": "CS-Q01", "upper": 18, "limit_is": "strict-upper", "status": "reported"}),
        ("coir-shade", "equipment", {"code": "decorticator", "price_idr": 16_500_000, "as_of": "2019"}),
        ("coir-shade", "conversions", {"from": "husk", "to": "coir fibre", "value": 8, "status": "reported"}),
        ("coir-shade", "readiness", {"code": "covered-area", "value": 60, "status": "illustrative"}),
        ("coir-shade", "readiness", {"code": "fibre-supplier", "value": 100, "status": "illustrative"}),
        ("coir-shade", "hs_candidates", {"code": "5702.20", "note": "duty seen: EU and UK 4 %, US free"}),
        ("water-hyacinth", "labour", {"text": "makers near Indramayu cannot fill orders of 10,000 pieces for lack of hands"}),
        ("water-hyacinth", "rates", {"kind": "retail", "item": "bag", "value": 50000, "as_of": "2019"}),
        ("water-hyacinth", "quality", {"code": "WH-Q05", "lower": 21, "source": "lacquerworld-fact.com"}),
        ("knitting", "rates", {"kind": "craft-range-one-prison", "value_max": 150000, "status": "reported", "as_of": "2024"}),
        ("bakery", "output_rates", {"site": "Cikarang", "value": 1600, "people": 6, "source": PRESS}),
        ("bakery", "output_rates", {"site": "Makassar", "usable": False, "text": "5 kg flour gives 500 pieces"}),
        ("bakery", "licences", {"code": "SPP-IRT", "valid_years": 5, "status": "reported"}),
        ("bakery", "licences", {"code": "HALAL", "due_for_micro_small": "2026-10-17", "status": "reported"}),
    ],
)  # fmt: skip
def test_a_key_fact_is_there_with_its_status_source_and_day(content, code, where, facts) -> None:
    assert any(facts.items() <= entry.items() for entry in part(program(content, code), where))


def test_training_days_keep_their_sources(content) -> None:
    days = {entry["code"]: entry["training"]["days"] for entry in content["programs"]}
    assert (days["coir-shade"]["min"], days["coir-shade"]["max"], days["coir-shade"]["status"]) == (2, 3, "reported")
    assert (days["water-hyacinth"]["status"], days["knitting"]["status"]) == ("illustrative", "illustrative")
    assert (days["bakery"]["value"], days["bakery"]["status"], days["bakery"]["source"]) == (10, "reported", PRESS)


def test_the_minutes_of_the_coir_steps_sum_to_what_the_garut_plan_implies(content) -> None:
    steps = program(content, "coir-shade")["steps"]
    assert sum(step["minutes"] for step in steps) == 25 * 6 * 60 / 24
    assert {step["detail_status"] for step in steps} == {"illustrative"}


def test_every_container_seen_is_kept(content) -> None:
    assert program(content, "coir-shade")["pieces_per_container"]["values"] == [717, 750, 800, 811, 1000]


def test_the_rice_harvest_is_recorded_and_is_no_milestone_of_the_work(content) -> None:
    (harvest,) = content["origin"]["other_records"]
    assert (harvest["day"], harvest["date"], harvest["value"], harvest["unit"]) == (108, "2025-11-27", 2.5, "tonnes")
    assert harvest["code"] not in {each["code"] for each in content["milestones"]}
    assert [each["value"] for each in content["origin"]["spans"]] == [50, 110]
    assert {each["status"] for each in content["origin"]["spans"]} == {"computed"}


def test_premi_and_export_stand_with_their_milestones(content) -> None:
    _tools, premi, export = content["milestones"]
    assert (premi["people"], premi["premi_idr_per_person_min"], premi["premi_idr_per_person_max"]) == (31, 50000, 75000)
    assert (export["pieces"], export["destination"], export["partner"]) == (800, "ES", "PT Coir Indonesia Global")


def test_the_country_beside_the_prison_keeps_every_row(content) -> None:
    country = content["national_context"]
    assert len(country["head_counts"]) == 7
    assert len(country["money"]) == 9
    assert {"kind": "wallet-cap", "value": 1_000_000}.items() <= country["money"][-1].items()


def test_participation_keeps_its_bases_facts_and_caveat(content) -> None:
    told = content["participation"]
    assert [base["code"] for base in told["bases"]] == ["all-held", "convicted", "eligible", "assimilation"]
    assert {fact["code"]: fact.get("value_pct", fact.get("value")) for fact in told["facts"]} == {
        "baseline": 5, "implied-base": 620, "implied-target-workers": 434, "official-2022-example": 100,
        "official-2022-target": 67, "national-share": 20,
    }  # fmt: skip
    assert all("149" in told["caveat"][language] for language in ("id", "en"))


def test_every_short_text_has_its_indonesian(content) -> None:
    content = {**content, "phrases": [each for each in content["phrases"] if each["en"] != "visual"]}
    with pytest.raises(DocumentRefused) as refused:
        library.check_document(content)
    assert refused.value.field == "programs[0].quality[1].method"
    assert refused.value.value == "visual"


@pytest.mark.parametrize(
    ("entry", "said"),
    [({"value": 5}, "5"), ({"min": 2, "max": 3}, "2–3"), ({"value_min": 1.4, "value_max": 2}, "1,4–2"),
     ({"value_min": 4, "value_max": 4}, "4"), ({"value": None}, ""), ({}, "")],
)  # fmt: skip
def test_an_amount_is_one_number_or_two(entry, said) -> None:
    assert span(entry) == said


def test_words_follow_the_reader(content) -> None:
    from django.utils import translation

    entry = {"value": 2500, "unit": "IDR per metre", "status": "illustrative", "source": "unverified"}
    with translation.override("id"):
        assert Words.of(content).amount(entry) == "2.500 rupiah per meter"
        assert number(0.5) == "0,5"
    with translation.override("en"):
        assert Words.of(content).amount(entry) == "2,500 IDR per metre"
        assert surety(entry).source == "no source yet, not verified"
