"""Owns taking out of a picture what the camera wrote into it: place, time, device, words; the picture itself stays.

Whatever comes before the end of a JPEG or PNG and is not needed to draw it is left out; other files pass unchanged.
"""

import struct
from collections.abc import Iterator

from core.file_types import JPEG_BEGINS, PNG_BEGINS

DRAWN_SEGMENTS = {0xE0, 0xEE}  # JFIF, and Adobe's colour transform
SEGMENTS_OF_WORDS = {*range(0xE0, 0xF0), 0xFE} - DRAWN_SEGMENTS
START_OF_SCAN, END = 0xDA, b"\xff\xd9"
DRAWN_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"bKGD", b"pHYs"}
MARKER, LENGTH = 2, 4


def without_metadata(content: bytes) -> bytes:
    """The picture without EXIF, XMP, comments, colour profiles, text, and anything behind its end."""
    if content.startswith(JPEG_BEGINS):
        return b"".join(_of_jpeg(content))
    if content.startswith(PNG_BEGINS):
        return PNG_BEGINS + b"".join(_of_png(content))
    return content


def _of_jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:MARKER]
    place = MARKER
    while place + LENGTH <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every segment begins with it
        kind = content[place + 1]
        if kind == START_OF_SCAN:
            end = content.rfind(END)
            yield content[place : end + len(END)] if end > place else content[place:]
            return
        (length,) = struct.unpack(">H", content[place + MARKER : place + LENGTH])
        if kind not in SEGMENTS_OF_WORDS:
            yield content[place : place + MARKER + length]
        place += MARKER + length
    yield content[place:]


def _of_png(content: bytes) -> Iterator[bytes]:
    place = len(PNG_BEGINS)
    while place + 8 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind = content[place + 4 : place + 8]
        if kind in DRAWN_CHUNKS:
            yield content[place : place + 12 + length]
        place += 12 + length
        if kind == b"IEND":
            return
