"""Owns the smallest files of each kind that may be handed in, and files that only pretend to be one."""

import io
import zipfile

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 25 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 20 + b"\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCRIPT = b"<script>alert(1)</script>"


def archive() -> bytes:
    """A ZIP with a page in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        written.writestr("index.html", SCRIPT)
    return out.getvalue()


PRETENDERS = {
    "SVG with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML": b"<!DOCTYPE html><html>" + SCRIPT,
    "a ZIP": archive(),
    "a ZIP behind a PDF": PDF + archive(),
    "a ZIP behind a picture": JPEG + archive(),
    "HTML before a PDF": SCRIPT + PDF,
    "a GIF before a PDF": b"GIF89a" + PDF,
    "a blank before a picture": b" " + PNG,
    "HTML behind a picture": PNG + SCRIPT,
    "the first bytes of a picture": PNG[:8],
    "a picture cut off": PNG[:-4],
    "a photograph cut off": JPEG[:-2],
    "a PDF cut off": PDF[:20],
    "a program": b"\x7fELF" + b"\x00" * 60,
    "text": b"proof",
}
