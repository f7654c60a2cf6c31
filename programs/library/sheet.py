"""Owns a program told whole: what it takes and yields, its work step by step, each fact with source and status."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from programs.library import rows
from programs.library.overview import ProgramCard, program_card
from programs.library.rows import CheckRow, LicenceRow, ModuleRow, ProductRow, StepRow
from programs.library.words import Fact, Surety, Words, surety, title


@dataclass(frozen=True)
class ProgramSheet:
    """Everything a document says of one program, in the reader's language and the document's order."""

    card: ProgramCard
    markets: tuple[str, ...]
    variants: tuple[str, ...]
    variants_surety: Surety
    step_note: Fact | None
    steps: tuple[StepRow, ...]
    basis: str
    materials: tuple[Fact, ...]
    conversions: tuple[Fact, ...]
    equipment: tuple[Fact, ...]
    products: tuple[ProductRow, ...]
    quality: tuple[CheckRow, ...]
    sampling: Fact
    quality_reference: Fact | None
    modules: tuple[ModuleRow, ...]
    skill: Fact | None
    labour: tuple[Fact, ...]
    output: tuple[Fact, ...]
    rates: tuple[Fact, ...]
    customs: tuple[Fact, ...]
    licences: tuple[LicenceRow, ...]
    licence_note: Fact | None
    shelf_life: Fact
    container: Fact | None
    export_notes: tuple[Fact, ...]
    schemes_seen: tuple[str, ...]
    readiness: tuple[Fact, ...]


def program_sheet(content: Mapping[str, Any], entry: Mapping[str, Any]) -> ProgramSheet:
    """One program of a stored document, whole."""
    words = Words.of(content)
    markets = {"export": _("abroad"), "domestic": _("at home"), "inside": _("inside the prison")}
    return ProgramSheet(
        card=program_card(content, entry),
        markets=tuple(markets[market] for market in entry["markets"]),
        variants=tuple(words.phrase(item) for item in entry["variants"]["items"]),
        variants_surety=surety(entry["variants"]),
        step_note=rows.statement(words, entry.get("step_note")),
        steps=tuple(rows.step_rows(words, entry["steps"])),
        basis=words.phrase(entry["materials"]["basis"]),
        materials=tuple(rows.material_fact(words, each) for each in entry["materials"]["items"]),
        conversions=tuple(rows.conversion_facts(words, entry["materials"])),
        equipment=tuple(rows.equipment_fact(words, each) for each in entry["equipment"]),
        products=tuple(rows.product_row(words, each) for each in entry["products"]),
        quality=tuple(rows.check_row(words, each) for each in entry["quality"]),
        sampling=rows.sampling_fact(words, entry["sampling"]),
        quality_reference=rows.statement(words, entry.get("quality_reference")),
        modules=tuple(rows.module_row(each) for each in entry["training"]["modules"]),
        skill=rows.skill_fact(words, entry["training"]),
        labour=tuple(words.fact(each.get("site", ""), each) for each in entry["labour"]),
        output=tuple(rows.output_fact(words, each) for each in entry["output_rates"]),
        rates=tuple(rows.rate_fact(words, each) for each in entry["rates"]),
        customs=tuple(
            words.fact(each["code"], each, amount=words.phrase(each["product"])) for each in entry["hs_candidates"]
        ),
        licences=tuple(rows.licence_row(words, each) for each in entry["licences"]),
        licence_note=rows.statement(words, entry.get("licence_note")),
        shelf_life=words.fact(_("Shelf life"), entry["shelf_life"], amount=rows.days_words(words, entry["shelf_life"])),
        container=rows.container_fact(words, entry.get("pieces_per_container")),
        export_notes=tuple(words.fact("", each) for each in entry["export_notes"]),
        schemes_seen=tuple(entry["split_schemes_seen"]),
        readiness=tuple(words.fact(title(each["titles"]), each) for each in entry["readiness"]),
    )
