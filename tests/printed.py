"""Owns reading a paper as whoever copies its text: the words of a PDF that `core.papers` made, and what its metadata says."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_TOKEN = re.compile(rb"/f(\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)|(ET)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """Every word of the paper, a line for each run of text, then its metadata."""
    streams = [_plain(found[1]) for found in _STREAM.finditer(pdf)]
    letters = [_letters(stream) for stream in streams if b"beginbfchar" in stream]
    words = "\n".join(
        _words(stream, letters) for stream in streams if b" Tf" in stream and b"beginbfchar" not in stream
    )
    metadata = "\n".join(stream.decode(errors="replace") for stream in streams if b"xpacket" in stream)
    return f"{words}\n{metadata}"


def _plain(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(cmap: bytes) -> dict[int, str]:
    return {int(glyph, 16): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in _PAIR.findall(cmap)}


def _words(stream: bytes, letters: list[dict[int, str]]) -> str:
    font, found = 0, []
    for number, text, end in _TOKEN.findall(stream):
        if number:
            font = int(number)
        elif end:
            found.append("\n")
        else:
            raw = _ESCAPE.sub(_unescaped, text)
            glyphs = (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))
            found.append("".join(letters[font].get(glyph, "") for glyph in glyphs))
    return "".join(found)


def _unescaped(found: "re.Match[bytes]") -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 0xFF]) if code[:1].isdigit() else _NAMED.get(code, code)
