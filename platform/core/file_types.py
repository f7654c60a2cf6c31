"""Owns what a file is: told by its own bytes alone, never by its name or by what the sender claims."""

import zipfile
from dataclasses import dataclass
from io import BytesIO

PDF_ENDS_WITHIN = 1024
PNG_BEGINS, PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
JPEG_BEGINS, JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"


@dataclass(frozen=True)
class FileType:
    """A kind of file that may be kept: how it is served, what people call it, how its name may end."""

    content_type: str
    label: str
    suffixes: tuple[str, ...]


PDF = FileType("application/pdf", "PDF", (".pdf",))
JPEG = FileType("image/jpeg", "JPEG", (".jpg", ".jpeg"))
PNG = FileType("image/png", "PNG", (".png",))
SCANS = (PDF, JPEG, PNG)


def recognise(content: bytes) -> FileType | None:
    """The kind of a file that begins and ends as its kind does; None for any other, a cut one, and one that is an archive too."""
    if zipfile.is_zipfile(BytesIO(content)):
        return None
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-PDF_ENDS_WITHIN:]:
        return PDF
    if content.startswith(JPEG_BEGINS) and JPEG_ENDS in content[len(JPEG_BEGINS) :]:
        return JPEG  # phones put more behind the picture's end
    if content.startswith(PNG_BEGINS) and content[12:16] == b"IHDR" and content.endswith(PNG_ENDS):
        return PNG
    return None
