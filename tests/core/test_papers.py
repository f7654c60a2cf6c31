"""Papers: text stays text, the typefaces are those of the product, a demo paper says so on every page."""

import re
import zlib
from pathlib import Path

from core.papers import code_image, paper

SOURCE = "= #facts.title\n#facts.name\n#pagebreak()\n#code-image()\n"


def _source(tmp_path: Path) -> Path:
    path = tmp_path / "paper.typ"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_a_paper_is_a_pdf_with_its_title_and_pages(tmp_path):
    made = paper(_source(tmp_path), {"name": "*Budi* #panic()", "code": code_image("x")}, title="Kartu", is_demo=False)

    assert made.startswith(b"%PDF")
    assert b"Kartu" in made
    assert len(re.findall(rb"/Type\s*/Page\b", _plain(made))) == 2


def test_only_a_demo_paper_differs_by_its_watermark(tmp_path):
    facts = {"name": "x", "code": code_image("x")}
    real = paper(_source(tmp_path), facts, title="Kartu", is_demo=False)
    demo = paper(_source(tmp_path), facts, title="Kartu", is_demo=True)

    assert len(demo) > len(real)


def _plain(pdf: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for each in streams:
        try:
            opened.append(zlib.decompress(each))
        except zlib.error:
            opened.append(each)
    return pdf + b"".join(opened)
