"""A stored template document is read through these names only, so that its JSON keys are written once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Product:
    """What a program sells; money is whole rupiah per unit, the piece rate per accepted unit."""

    code: str
    program: str
    title_id: str
    title_en: str
    title_es: str
    unit: str
    price_idr: int
    material_cost_idr: int
    piece_rate_idr: int
    weight_g: int
    is_food: bool
    licences: tuple[str, ...]
    hs_candidates: tuple[str, ...]
    shelf_life_days: int | None
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Module:
    """A training module: `rights`, `safety`, `craft` or `wirausaha`, the last with its topics."""

    code: str
    kind: str
    title_id: str
    title_en: str
    hours: float
    is_assessed: bool
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of work; `tools` are counted out and in, `minutes` are of one person for one piece where known."""

    code: str
    title_id: str
    title_en: str
    station: str
    hazards: tuple[str, ...]
    tools: tuple[str, ...]
    ppe: tuple[str, ...]
    minutes: float | None
    needs_machine_licence: bool


PER_SITE = "prisoners per site"


@dataclass(frozen=True, slots=True)
class Material:
    """What a program's work uses: how much for the quantity the document names, and who brings it."""

    code: str
    title_id: str
    title_en: str
    quantity: float
    unit: str
    owner: str


@dataclass(frozen=True, slots=True)
class Check:
    """A characteristic of the quality plan: its limits, how grave a miss is, how and on how many pieces it is looked at.

    `is_strict` when the upper limit itself is outside.
    """

    code: str
    title_id: str
    title_en: str
    kind: str
    unit: str
    lower: float | None
    upper: float | None
    target: float | None
    is_strict: bool
    severity: str
    method: str
    sampling: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Program:
    """One program of the document, in the document's order throughout. `places` is the most people of one site, if stated."""

    code: str
    title_id: str
    title_en: str
    family: str
    products: tuple[Product, ...]
    modules: tuple[Module, ...]
    steps: tuple[Step, ...]
    materials: tuple[Material, ...]
    checks: tuple[Check, ...]
    sample_pct: float
    sample_minimum: int
    places: int | None


@dataclass(frozen=True, slots=True)
class WorkCaps:
    """Most minutes of work a day and a week, and days of rest a week, with where they come from."""

    minutes_per_day: int
    minutes_per_week: int
    rest_days_per_week: int
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something recorded at the origin, so many days after the first milestone."""

    code: str
    day: int
    date: date
    title_id: str
    title_en: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """A percentage to reach on one base; an `ambition` has no source that states it."""

    code: str
    base: str
    value_pct: float
    kind: str
    status: str
    source: str


def programs(document_json: Mapping[str, Any]) -> tuple[Program, ...]:
    """Every program of a stored document."""
    return tuple(_program(entry) for entry in document_json["programs"])


def program(document_json: Mapping[str, Any], code: str) -> Program:
    """The program with the code; LookupError names the codes there are."""
    return _found(code, {entry.code: entry for entry in programs(document_json)}, "program")


def product(document_json: Mapping[str, Any], code: str) -> Product:
    """The product with the code, from whichever program; LookupError names the codes there are."""
    return _found(code, {entry.code: entry for each in programs(document_json) for entry in each.products}, "product")


def work_caps(document_json: Mapping[str, Any]) -> WorkCaps:
    """The caps of working time of a stored document."""
    entry = document_json["work_caps"]
    return WorkCaps(**{caps.name: entry[caps.name] for caps in fields(WorkCaps)})


def milestones(document_json: Mapping[str, Any]) -> tuple[Milestone, ...]:
    """The origin's recorded milestones, oldest first."""
    return tuple(
        Milestone(entry["code"], entry["day"], date.fromisoformat(entry["date"]), *_titles(entry), *_origin(entry))
        for entry in document_json["milestones"]
    )


def targets(document_json: Mapping[str, Any]) -> tuple[Target, ...]:
    """The bases that carry a target, and how sure it is."""
    return tuple(
        Target(entry["code"], entry["base"], entry["value_pct"], entry["kind"], *_origin(entry))
        for entry in document_json["targets"]
    )


def _program(entry: Mapping[str, Any]) -> Program:
    return Program(
        entry["code"],
        *_titles(entry),
        entry["family"],
        tuple(_product(each, entry["code"]) for each in entry["products"]),
        tuple(_module(each) for each in entry["training"]["modules"]),
        tuple(_step(each) for each in entry["steps"]),
        tuple(_material(each) for each in entry["materials"]["items"]),
        tuple(_check(each) for each in entry["quality"]),
        entry["sampling"]["share_pct"],
        entry["sampling"]["minimum"],
        _places(entry),
    )


def _places(entry: Mapping[str, Any]) -> int | None:
    stated = (each.get("value_max") for each in entry["labour"] if each["unit"] == PER_SITE)
    return max((int(most) for most in stated if most), default=None)


def _product(entry: Mapping[str, Any], program_code: str) -> Product:
    return Product(
        code=entry["code"],
        program=program_code,
        title_id=entry["titles"]["id"],
        title_en=entry["titles"]["en"],
        title_es=entry["titles"]["es"],
        unit=entry["unit"],
        price_idr=entry["price_idr"],
        material_cost_idr=entry["material_cost_idr"],
        piece_rate_idr=entry["piece_rate_idr"],
        weight_g=entry["weight_g"],
        is_food=entry["food"],
        licences=tuple(entry["licences"]),
        hs_candidates=tuple(entry["hs_candidates"]),
        shelf_life_days=entry.get("shelf_life_days"),
        status=entry["status"],
        source=entry["source"],
    )


def _module(entry: Mapping[str, Any]) -> Module:
    topics = tuple(topic["code"] for topic in entry.get("topics", ()))
    return Module(entry["code"], entry["kind"], *_titles(entry), entry["hours"], entry["assessed"], topics)


def _step(entry: Mapping[str, Any]) -> Step:
    hazards, tools, ppe, minutes = *(tuple(entry[kit]) for kit in ("hazards", "tools", "ppe")), entry.get("minutes")
    return Step(
        entry["code"], *_titles(entry), entry["station"], hazards, tools, ppe, minutes, entry["machine_licence"]
    )


def _material(entry: Mapping[str, Any]) -> Material:
    return Material(entry["code"], *_titles(entry), entry["quantity"], entry["unit"], entry["owner"])


def _check(entry: Mapping[str, Any]) -> Check:
    limits = (entry["lower"], entry["upper"], entry["target"], entry.get("limit_is") == "strict-upper")
    looked_at = (entry["severity"], entry["method"], entry["sampling"])
    return Check(entry["code"], *_titles(entry), entry["kind"], entry["unit"], *limits, *looked_at, *_origin(entry))


def _titles(entry: Mapping[str, Any]) -> tuple[str, str]:
    return entry["titles"]["id"], entry["titles"]["en"]


def _origin(entry: Mapping[str, Any]) -> tuple[str, str]:
    return entry["status"], entry["source"]


def _found(code: str, entries: Mapping[str, Entry], noun: str) -> Entry:
    if code not in entries:
        raise LookupError(f"the template has no {noun} {code!r}; it has {', '.join(entries)}")
    return entries[code]
