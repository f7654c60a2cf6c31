"""Owns the parts of a program as a page tells them: steps, products, checks, modules, licences, facts with source and status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import rupiah
from programs.library.words import Fact, Surety, Words, number, span, surety, title


@dataclass(frozen=True)
class StepRow:
    """A step of work. `share` is its part of a piece's minutes in per cent, None where the minutes are not known."""

    seq: int
    title: str
    station: str
    minutes: str
    share: float | None
    hazards: tuple[str, ...]
    tools: tuple[str, ...]
    protection: tuple[str, ...]
    needs_machine_licence: bool
    surety: Surety
    detail: str


@dataclass(frozen=True)
class ProductRow:
    """A product: price, material and premi for one accepted piece, each with how sure it is."""

    title: str
    weight: str
    hs: tuple[str, ...]
    licences: tuple[str, ...]
    shelf_life_days: int | None
    amounts: tuple[Fact, ...]
    note: str


@dataclass(frozen=True)
class CheckRow:
    """A quality check: its limits in words, how it is looked at, and how grave a miss is."""

    code: str
    title: str
    limits: str
    target: str
    method: str
    sampling: str
    severity: str
    surety: Surety


@dataclass(frozen=True)
class ModuleRow:
    """A training module; the business module has topics, each with an exercise."""

    code: str
    title: str
    kind: str
    hours: str
    is_assessed: bool
    is_business: bool
    topics: tuple[tuple[str, str], ...]
    surety: Surety


@dataclass(frozen=True)
class LicenceRow:
    """A licence that products need: who gives it, for how long, what it asks."""

    code: str
    title: str
    issuer: str
    needs: tuple[str, ...]
    fact: Fact


def statement(words: Words, entry: Mapping[str, Any] | None) -> Fact | None:
    """A sentence of the document with how sure it is."""
    return words.fact("", entry) if entry else None


def step_rows(words: Words, steps: list[Mapping[str, Any]]) -> Iterator[StepRow]:
    """Every step in its order."""
    whole = sum(step.get("minutes", 0) for step in steps)
    for step in steps:
        minutes = step.get("minutes")
        yield StepRow(
            seq=step["seq"],
            title=title(step["titles"]),
            station=words.coded("stations", [step["station"]])[0],
            minutes=number(minutes) if minutes else "",
            share=round(100 * minutes / whole, 1) if minutes else None,
            hazards=words.coded("hazards", step["hazards"]),
            tools=words.coded("tools", step["tools"]),
            protection=words.coded("ppe", step["ppe"]),
            needs_machine_licence=step["machine_licence"],
            surety=surety(step),
            detail=surety({**step, "status": step["detail_status"]}).words,
        )


def material_fact(words: Words, entry: Mapping[str, Any]) -> Fact:
    """A material with its quantity and who brings it."""
    note = _("from: %(owner)s") % {"owner": words.words_of(entry["owner"])}
    said = words.fact(
        title(entry["titles"]), entry, amount=f"{number(entry['quantity'])} {words.phrase(entry['unit'])}"
    )
    return Fact(said.label, said.amount, f"{note}. {said.note}" if said.note else note, said.surety)


def conversion_facts(words: Words, materials: Mapping[str, Any]) -> Iterator[Fact]:
    """What becomes of what, the size of a piece, and scrap."""
    for entry in materials["conversions"]:
        yield words.fact(f"{words.phrase(entry['from'])} → {words.phrase(entry['to'])}", entry)
    if size := materials.get("size_cm"):
        yield words.fact(_("Size"), size, amount=f"{number(size['length'])} × {number(size['width'])} cm")
    if scrap := materials.get("scrap_pct_target"):
        yield words.fact(_("Scrap at most"), scrap, amount=f"{span(scrap)} %")


def equipment_fact(words: Words, entry: Mapping[str, Any]) -> Fact:
    """A piece of equipment: its price where one was seen, and how many are needed."""
    said = [_price(entry)] if "price_idr" in entry or "price_idr_min" in entry else []
    if "quantity_per_10_workers" in entry:
        said.append(_("%(count)s for 10 people") % {"count": number(entry["quantity_per_10_workers"])})
    if "quantity_per_site" in entry:
        said.append(_("%(count)s at a site") % {"count": number(entry["quantity_per_site"])})
    return words.fact(title(entry["titles"]), entry, amount=", ".join(said) or _("price not known"))


def _price(entry: Mapping[str, Any]) -> str:
    locale = get_language() or "id"
    bounds = [entry.get("price_idr_min", entry.get("price_idr")), entry.get("price_idr_max", entry.get("price_idr"))]
    return "–".join(rupiah(amount, locale) for amount in dict.fromkeys(bounds))


def product_row(words: Words, entry: Mapping[str, Any]) -> ProductRow:
    """A product with the basis of each of its amounts."""
    locale = get_language() or "id"
    named = (
        (_("Price"), rupiah(entry["price_idr"], locale), "price"),
        (_("Material"), rupiah(entry["material_cost_idr"], locale), "material_cost"),
        (_("Premi for one accepted piece"), rupiah(entry["piece_rate_idr"], locale), "piece_rate"),
        (_("Weight"), f"{number(entry['weight_g'] / 1000)} kg", "weight"),
    )
    return ProductRow(
        title=title(entry["titles"]),
        weight=f"{number(entry['weight_g'] / 1000)} kg",
        hs=tuple(entry["hs_candidates"]),
        licences=tuple(entry["licences"]),
        shelf_life_days=entry.get("shelf_life_days"),
        amounts=tuple(words.fact(label, entry["basis"][basis], amount=said) for label, said, basis in named),
        note=words.phrase(entry["note"]) if entry.get("note") else "",
    )


def check_row(words: Words, entry: Mapping[str, Any]) -> CheckRow:
    """A quality check in words."""
    samplings = {"every-piece": _("every piece"), "sample": _("sample"), "once-per-lot": _("once a lot")}
    severities = {"critical": _("critical"), "major": _("major"), "minor": _("minor")}
    unit = words.phrase(entry["unit"])
    return CheckRow(
        code=entry["code"],
        title=title(entry["titles"]),
        limits=f"{_limits(entry)} {unit}",
        target="" if entry["target"] is None else f"{number(entry['target'])} {unit}",
        method=words.phrase(entry["method"]),
        sampling=samplings[entry["sampling"]],
        severity=severities[entry["severity"]],
        surety=surety(entry),
    )


def _limits(entry: Mapping[str, Any]) -> str:
    lower, upper = entry["lower"], entry["upper"]
    if lower is None:
        return f"{'<' if entry.get('limit_is') == 'strict-upper' else '≤'} {number(upper)}"
    return f"≥ {number(lower)}" if upper is None else f"{number(lower)}–{number(upper)}"


def sampling_fact(words: Words, entry: Mapping[str, Any]) -> Fact:
    """How many pieces of a lot are looked at."""
    said = _("%(share)s %% of a lot, at least %(least)s") % {"share": entry["share_pct"], "least": entry["minimum"]}
    return words.fact(_("Sample"), entry, amount=said)


def module_row(entry: Mapping[str, Any]) -> ModuleRow:
    """A training module."""
    kinds = {"rights": _("rights"), "safety": _("safety"), "craft": _("craft"), "wirausaha": _("business")}
    topics = tuple((title(topic["titles"]), title(topic["exercise"])) for topic in entry.get("topics", ()))
    hours = number(entry["hours"])
    facts = (entry["code"], title(entry["titles"]), kinds[entry["kind"]], hours, entry["assessed"])
    return ModuleRow(*facts, entry["kind"] == "wirausaha", topics, surety(entry))


def skill_fact(words: Words, training: Mapping[str, Any]) -> Fact | None:
    """The skill needed beforehand, where the document says it."""
    skill = training.get("skill_required")
    return words.fact(_("Skill needed before"), skill, amount=words.phrase(skill["value"])) if skill else None


def output_fact(words: Words, entry: Mapping[str, Any]) -> Fact:
    """An output rate; a claim that the document calls unusable says so."""
    places = [words.phrase(entry.get("site", "")), words.phrase(entry["item"]) if entry.get("item") else ""]
    if entry.get("people"):
        places.append(_("%(count)s people") % {"count": number(entry["people"])})
    said = words.amount(entry) if entry.get("text") else f"{span(entry)} {words.phrase(entry['measure'])}"
    return words.fact(", ".join(filter(None, places)), entry, amount=said)


def rate_fact(words: Words, entry: Mapping[str, Any]) -> Fact:
    """A price or a premi that was seen."""
    places = [words.words_of(entry["kind"]).capitalize(), words.phrase(entry.get("site", ""))]
    places.append(words.phrase(entry["item"]) if entry.get("item") else "")
    return words.fact(", ".join(filter(None, places)), entry)


def licence_row(words: Words, entry: Mapping[str, Any]) -> LicenceRow:
    """A licence."""
    said = []
    if years := entry.get("valid_years"):
        said.append(_("valid %(years)s years") % {"years": years})
    if due := entry.get("due_for_micro_small"):
        said.append(_("due for small makers on %(day)s") % {"day": due})
    if when := entry.get("needed_when"):
        said.append(_("needed at: %(when)s") % {"when": words.phrase(when)})
    issuer, needs = words.phrase(entry["issuer"]), tuple(words.phrase(need) for need in entry.get("needs", ()))
    fact = words.fact(title(entry["titles"]), entry, amount=", ".join(said))
    return LicenceRow(entry["code"], title(entry["titles"]), issuer, needs, fact)


def days_words(words: Words, entry: Mapping[str, Any]) -> str:
    """How long goods keep."""
    return words.amount(entry) if span(entry) else _("no fixed number of days")


def container_fact(words: Words, entry: Mapping[str, Any] | None) -> Fact | None:
    """How many pieces a container held, each time one was counted."""
    if entry is None:
        return None
    return words.fact(_("Pieces in a container"), entry, amount=", ".join(number(value) for value in entry["values"]))
