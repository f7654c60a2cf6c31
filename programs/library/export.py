"""Owns the file of a published template: document, digest, and the seal of the installation that published it."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signing import Signer

from programs.library import document
from programs.library.models import TemplateVersion
from programs.library.strict_yaml import LARGEST_BYTES, refusal

SALT = "library.template"


def template_file(version: TemplateVersion) -> dict[str, Any]:
    """The version whole, as JSON; `sealed` proves to this installation that it issued the digest."""
    return {
        "reference": version.reference,
        "digest": version.digest,
        "digest_of": "sha256 of document as JSON: keys sorted, no spaces, whole decimals as integers, UTF-8",
        "sealed": _signer().sign(version.digest),
        "published_at": version.published_at.astimezone(UTC).isoformat(),
        "demo": settings.DEMO,
        "document": version.document,
    }


def check_template_file(path: Path | str) -> str:
    """The digest of a file that says what was published here; raises DocumentRefused naming what is wrong with it."""
    file = _read(Path(path))
    digest = document.digest(file["document"])
    if digest != file["digest"]:
        raise refusal("digest", str(file["digest"]), f"the digest of the document is {digest}")
    if _signer().sign(digest) != file["sealed"]:
        raise refusal("sealed", str(file["sealed"]), "the seal is the one of this installation")
    return digest


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > 2 * LARGEST_BYTES:
            raise refusal("file", path.name, f"a file has at most {2 * LARGEST_BYTES} bytes")
        file = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise refusal("file", path.name, "the file can be read and is JSON") from error
    if not isinstance(file, dict) or not {"document", "digest", "sealed"} <= file.keys():
        raise refusal("file", path.name, "the file holds document, digest and sealed")
    return file


def _signer() -> Signer:
    return Signer(salt=SALT)
