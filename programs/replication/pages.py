"""Owns what the template's first page tells: each program with what it takes, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import rupiah
from programs.earnings.selectors import SchemeFacts
from programs.library import document


@dataclass(frozen=True)
class ProductRow:
    """A product with its price and the premi for one accepted piece, as money is written in the reader's language."""

    title: str
    price: str
    premi: str
    material: str
    status: str
    source: str


@dataclass(frozen=True)
class Learning:
    """Days until a beginner makes saleable pieces, with how sure that is."""

    least: int
    most: int
    status: str
    source: str


@dataclass(frozen=True)
class ProgramCard:
    """A program: steps of work, hours of training, tools to count, products."""

    code: str
    title: str
    steps: int
    hours: float
    tools: int
    learning: Learning | None
    products: tuple[ProductRow, ...]


@dataclass(frozen=True)
class MilestoneRow:
    """Something recorded at the origin."""

    title: str
    day: int
    on: date
    status: str
    source: str


def program_cards(content: Mapping[str, Any]) -> list[ProgramCard]:
    """Every program of a stored document."""
    return [
        ProgramCard(
            program.code,
            _title(program),
            len(program.steps),
            sum(module.hours for module in program.modules),
            len({tool for step in program.steps for tool in step.tools}),
            _learning(content, program.code),
            tuple(_product_row(product) for product in program.products),
        )
        for program in document.programs(content)
    ]


def program_choices(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code and title of every program, for a form."""
    return [(program.code, _title(program)) for program in document.programs(content)]


def milestone_rows(content: Mapping[str, Any]) -> list[MilestoneRow]:
    """What was recorded at the origin, oldest first; nothing between was measured (product rule 23)."""
    return [
        MilestoneRow(_title(each), each.day, each.date, status_words(each.status), source_words(each.source))
        for each in document.milestones(content)
    ]


def _product_row(product: document.Product) -> ProductRow:
    locale = get_language() or "id"
    amounts = (product.price_idr, product.piece_rate_idr, product.material_cost_idr)
    price, premi, material = (rupiah(amount, locale) for amount in amounts)
    status, source = status_words(product.status), source_words(product.source)
    return ProductRow(_title(product), price, premi, material, status, source)


def _learning(content: Mapping[str, Any], program: str) -> Learning | None:
    """The days of training that the document states for a program; None when it states none."""
    entry = next(entry for entry in content["programs"] if entry["code"] == program)
    days = entry.get("training", {}).get("days")
    if not days:
        return None
    least, most = days.get("min", days.get("value")), days.get("max", days.get("value"))
    return Learning(least, most, status_words(days["status"]), source_words(days["source"]))


def status_words(status: str) -> str:
    """How sure a fact of the document is, as pages say it."""
    words = {
        "reported": _("reported"),
        "computed": _("computed"),
        "illustrative": _("illustration"),
        "definition": _("definition"),
    }
    return words.get(status, status)


def source_words(source: str) -> str:
    """A source as pages name it; the document writes "unverified" where there is none yet."""
    return _("no source yet, not verified") if source == "unverified" else source


def _title(entry: document.Program | document.Product | document.Milestone) -> str:
    return entry.title_id if get_language() == "id" else entry.title_en


def scheme_words(facts: SchemeFacts) -> str:
    """A split scheme in one line: who gets which percentage of what, and where that is stated."""
    names = {
        "premi_pct": _("premi to makers"),
        "capital_pct": _("working capital"),
        "pnbp_pct": _("state revenue (PNBP)"),
        "undivided_pct": _("not divided by the source"),
    }
    shares = [f"{pct} % {words}" for name, words in names.items() if (pct := facts.percentages[name])]
    base = _("of profit") if facts.base == "profit" else _("of turnover")
    reference = facts.legal_reference or facts.source
    return f"{', '.join(shares)} {base} – {facts.code} ({reference})"
