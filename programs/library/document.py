"""A template document is read whole or refused with the place, the value and the rule; its digest names its content.

The rest of the product reads a stored document through the functions re-exported here from `contents`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from programs.library import strict_yaml
from programs.library.contents import (
    Check,
    Material,
    Milestone,
    Module,
    Product,
    Program,
    Step,
    Target,
    WorkCaps,
    milestones,
    product,
    program,
    programs,
    targets,
    work_caps,
)
from programs.library.sense import check_sense
from programs.library.strict_yaml import DocumentRefused, refusal

__all__ = [
    "DOCUMENTS",
    "Check",
    "DocumentRefused",
    "Material",
    "Milestone",
    "Module",
    "Product",
    "Program",
    "Step",
    "Target",
    "TemplateDocument",
    "WorkCaps",
    "canonical_json",
    "check_document",
    "digest",
    "milestones",
    "parse_document",
    "product",
    "program",
    "programs",
    "read_document",
    "targets",
    "work_caps",
]

DOCUMENTS = Path(__file__).parent / "documents"


@dataclass(frozen=True, slots=True)
class TemplateDocument:
    """A valid document; `content` is what is stored as JSON."""

    code: str
    version: int
    title_id: str
    title_en: str
    origin: str
    content: Mapping[str, Any]


def read_document(path: Path | str) -> TemplateDocument:
    """Read one YAML file, refusing what `parse_document` refuses and a file that is missing, too large or not UTF-8."""
    source = Path(path)
    try:
        size = source.stat().st_size
        if size > strict_yaml.LARGEST_BYTES:
            raise refusal("file", f"{size} bytes", f"a document has at most {strict_yaml.LARGEST_BYTES} bytes")
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise refusal("file", source.name, f"the file can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise refusal("file", f"{error.reason} at byte {error.start}", "the file is UTF-8") from error
    return parse_document(text)


def parse_document(text: str) -> TemplateDocument:
    """Return the document in the text, refusing YAML that is not plain, a wrong shape, and facts that contradict."""
    content = strict_yaml.load(text)
    check_document(content)
    titles = content["titles"]
    return TemplateDocument(
        content["code"], content["version"], titles["id"], titles["en"], content["origin"]["prison"], content
    )


def check_document(content: Any) -> None:
    """Refuse content whose shape or sense is wrong, for example an effective document after an adaptation."""
    error = best_match(_validator().iter_errors(content))
    if error is not None:
        raise refusal(_path(error), _shown(error), error.message[:300])
    check_sense(content)


def canonical_json(document: TemplateDocument | Mapping[str, Any]) -> str:
    """One text for one content: keys sorted, no spaces, whole decimals as integers."""
    content = document.content if isinstance(document, TemplateDocument) else document
    return json.dumps(_canonical(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(document: TemplateDocument | Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _canonical(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@lru_cache(maxsize=1)
def _validator() -> Validator:
    """The schema's validator, with integers strict: `450.000` is a decimal here, not four hundred and fifty."""
    schema = json.loads((DOCUMENTS / "template.schema.json").read_text(encoding="utf-8"))
    kinds = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
    strict: type[Validator] = extend(Draft202012Validator, type_checker=kinds)  # type: ignore[no-untyped-call]
    return strict(schema)


def _path(error: ValidationError) -> str:
    return _joined(error.absolute_path)


def _joined(steps: Iterable[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def _shown(error: ValidationError) -> object:
    value = error.instance
    return ", ".join(map(str, value)) if isinstance(value, dict | list) else value
