"""Owns papers: a typst source and its facts become a PDF in the product's typefaces; demo papers carry a watermark."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from core import clock

FRAME = Path(__file__).parent / "typesetting" / "frame.typ"
TYPEFACES = ("fontpkg_public_sans", "fontpkg_plus_jakarta_sans")


def paper(source: Path, facts: Mapping[str, Any], *, title: str, is_demo: bool) -> bytes:
    """The PDF that a typst source makes of `facts` (JSON values), with page frame, title and, for a demo, a watermark.

    The source reads `facts` as a dictionary; text in it is text, never markup. A4 unless the source says otherwise.
    """
    import typst  # noqa: PLC0415 - 30 MB of renderer, only where a paper is asked for

    text = FRAME.read_text(encoding="utf-8") + source.read_text(encoding="utf-8")
    asked = {"title": title, "demo": is_demo, **facts}
    made: bytes = typst.compile(  # type: ignore[misc]  # the stubs bind no input type
        text.encode(),
        font_paths=_folders(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(asked, ensure_ascii=False)},
        timestamp=int(clock.now().timestamp()),
    )
    return made


def code_image(text: str) -> str:
    """A QR code of `text` as SVG, for `image(bytes(facts.code))` in a source."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _folders() -> list[str]:
    return [str(Path(spec.origin or "").parent / "files") for name in TYPEFACES if (spec := find_spec(name))]
