"""What one field of a template document cannot say alone: unique codes, resolved references, covered costs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from programs.library.strict_yaml import refusal

_TOPICS = {"costing", "price", "savings-plan", "bookkeeping", "selling", "licences"}
_KITS = ("hazards", "tools", "ppe")
_PHRASED = {
    *("basis", "from", "issuer", "item", "items", "measure", "method", "needed_when", "needs", "note", "owner"),
    *("text", "to", "unit"),
}


def check_sense(content: Mapping[str, Any]) -> None:
    """Refuse a document of right shape whose parts contradict each other."""
    _unique("programs", content["programs"])
    _unique("milestones", content["milestones"])
    _unique("targets", content["targets"])
    _check_milestones(content["milestones"])
    bases = {base["code"] for base in content["participation"]["bases"]}
    for place, target in enumerate(content["targets"]):
        _known(f"targets[{place}].base", target["base"], bases, "participation.bases")
    owner: dict[str, str] = {}
    for place, program in enumerate(content["programs"]):
        path = f"programs[{place}]"
        _check_program(path, program, content["vocabulary"])
        for index, product in enumerate(program["products"]):
            if owner.setdefault(product["code"], path) != path:
                rule = f"a product code is used once in a template, {owner[product['code']]} has it already"
                raise refusal(f"{path}.products[{index}].code", product["code"], rule)
    _check_phrases(content)


def _check_phrases(content: Mapping[str, Any]) -> None:
    """Each short text that a page may show has its Indonesian."""
    there = {phrase["en"] for phrase in content["phrases"]}
    for part in ("origin", "targets", "national_context", "programs"):
        for path, text in _phrased(content.get(part, ()), part, ""):
            if text not in there:
                raise refusal(path, text, "a short text of the document has its Indonesian in phrases")
    for place, program in enumerate(content["programs"]):
        for index, entry in enumerate(program["hs_candidates"]):
            _known(f"programs[{place}].hs_candidates[{index}].product", entry["product"], there, "phrases")
        for index, entry in enumerate(program["rates"]):
            _known(f"programs[{place}].rates[{index}].kind", entry["kind"], there, "phrases")


def _phrased(value: Any, path: str, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _phrased(inner, f"{path}.{key}", key)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _phrased(inner, f"{path}[{place}]", name)
    elif isinstance(value, str) and name in _PHRASED:
        yield path, value


def _check_program(path: str, program: Mapping[str, Any], vocabulary: Mapping[str, Any]) -> None:
    for part in ("products", "steps", "quality", "equipment", "licences", "hs_candidates", "readiness"):
        _unique(f"{path}.{part}", program[part])
    _unique(f"{path}.training.modules", program["training"]["modules"])
    _unique(f"{path}.materials.items", program["materials"]["items"])
    product_codes = {product["code"] for product in program["products"]}
    _known(f"{path}.materials.product", program["materials"]["product"], product_codes, "the program's products")
    for place, step in enumerate(program["steps"]):
        _check_step(f"{path}.steps[{place}]", step, place, vocabulary)
    for place, product in enumerate(program["products"]):
        _check_product(f"{path}.products[{place}]", product, program)
    _check_modules(f"{path}.training.modules", program["training"]["modules"])
    for place, check in enumerate(program["quality"]):
        _check_limits(f"{path}.quality[{place}]", check)


def _check_step(path: str, step: Mapping[str, Any], place: int, vocabulary: Mapping[str, Any]) -> None:
    if step["seq"] != place + 1:
        raise refusal(f"{path}.seq", step["seq"], "steps are numbered from 1 in their order")
    _known(f"{path}.station", step["station"], vocabulary["stations"], "vocabulary.stations")
    for kind in _KITS:
        for index, code in enumerate(step[kind]):
            _known(f"{path}.{kind}[{index}]", code, vocabulary[kind], f"vocabulary.{kind}")


def _check_product(path: str, product: Mapping[str, Any], program: Mapping[str, Any]) -> None:
    cost = product["material_cost_idr"] + product["piece_rate_idr"]
    if product["price_idr"] <= cost:
        raise refusal(f"{path}.price_idr", product["price_idr"], f"the price is above material and piece rate ({cost})")
    for part in ("licences", "hs_candidates"):
        codes = {entry["code"] for entry in program[part]}
        for index, code in enumerate(product[part]):
            _known(f"{path}.{part}[{index}]", code, codes, f"the program's {part}")


def _check_modules(path: str, modules: list[Mapping[str, Any]]) -> None:
    business = [place for place, module in enumerate(modules) if module["kind"] == "wirausaha"]
    if len(business) != 1 or not any(module["kind"] == "craft" for module in modules):
        raise refusal(path, f"{len(business)} wirausaha", "a program trains a craft and has one wirausaha module")
    for place, module in enumerate(modules):
        topics = {topic["code"] for topic in module.get("topics", ())}
        if topics != (_TOPICS if place == business[0] else set()):
            rule = f"the wirausaha module, and no other, has the topics {', '.join(sorted(_TOPICS))}"
            raise refusal(f"{path}[{place}].topics", ", ".join(sorted(topics)), rule)


def _check_limits(path: str, check: Mapping[str, Any]) -> None:
    limits = [check[name] for name in ("lower", "target", "upper") if check[name] is not None]
    if check["lower"] is None and check["upper"] is None:
        raise refusal(path, check["code"], "a quality check has a lower or an upper limit")
    if limits != sorted(limits):
        raise refusal(path, ", ".join(map(str, limits)), "lower limit, target and upper limit are in order")


def _check_milestones(milestones: list[Mapping[str, Any]]) -> None:
    first: date | None = None
    for place, milestone in enumerate(milestones):
        path = f"milestones[{place}]"
        try:
            day = date.fromisoformat(milestone["date"])
        except ValueError as error:
            raise refusal(f"{path}.date", milestone["date"], "a date exists in the calendar") from error
        first = first or day
        if milestone["day"] != (day - first).days or day < first:
            raise refusal(f"{path}.day", milestone["day"], f"days are counted from the first milestone, {first}")


def _unique(path: str, entries: Iterable[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if entry["code"] in seen:
            raise refusal(f"{path}[{place}].code", entry["code"], "a code is used once in its list")
        seen.add(entry["code"])


def _known(path: str, code: str, codes: Iterable[str], where: str) -> None:
    if code not in codes:
        raise refusal(path, code, f"the code is one of {where}")
