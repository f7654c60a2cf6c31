"""Owns what nobody should send: bodies, values and addresses that a careless or hostile client puts in place of good ones."""

from importlib import import_module
from importlib.util import find_spec
from urllib.parse import urlencode

from django import forms
from django.conf import settings

FORM = "application/x-www-form-urlencoded"
VALUES = {
    "NUL": "\x00",
    "NUL within": "a\x00b",
    "huge number": "9" * 400,
    "more digits than Python reads": "9" * 5000,
    "past a bigint": str(2**63),
    "past an integer": str(2**31),
    "below a bigint": str(-(2**63) - 1),
    "negative": "-1",
    "nothing": "",
    "not a number": "NaN",
    "exponent": "1e999",
    "very long": "x" * 20_000,
    "surrogate": "\ud800",
    "right to left": "\u202eabc",
    "quotes": "'\"; --",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "markup": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }}{% load x %}%s%(x)s{0}",
}
EVERYWHERE = ("NUL", "huge number", "below a bigint", "exponent", "surrogate", "quotes", "template", "right to left")


def field_names() -> list[str]:
    """The names of all fields of all first-party forms."""
    names: set[str] = set()
    for app in settings.INSTALLED_APPS:
        if find_spec(f"{app}.forms") and not app.startswith(("django.", "allauth")):
            for each in vars(import_module(f"{app}.forms")).values():
                if isinstance(each, type) and issubclass(each, forms.Form):
                    names |= set(each.base_fields)
    assert len(names) > 30
    return sorted({*names, "act", "versions", "next", "country", "language", "login", "kind"})


def encoded(fields: dict[str, str]) -> bytes:
    """A form's body; what is not UTF-8 goes out as it is."""
    return urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}).encode()


def bodies() -> list[tuple[str, str, bytes]]:
    """Name, content type and bytes of bodies that fit no address."""
    names = field_names()
    found = [(what, FORM, encoded(dict.fromkeys(names, VALUES[what]))) for what in EVERYWHERE]
    boundary = "multipart/form-data; boundary=b"
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n\x00\xff\xfe\r\n--b--\r\n'
    upload = b'--b\r\nContent-Disposition: form-data; name="file"; filename="../../x\x00.csv"\r\n\r\n%s\r\n--b--\r\n'
    return [
        *found,
        ("empty", FORM, b""),
        ("unknown fields", FORM, b"x=1&y=2&z=3"),
        ("invalid UTF-8", FORM, b"&".join(name.encode() + b"=%ff%fe\xff" for name in names)),
        ("the same field many times", FORM, b"&".join([b"pieces=1"] * 900)),
        ("too many fields", FORM, b"&".join(b"f%d=1" % n for n in range(2000))),
        ("a JSON list", "application/json", b"[1, 2]"),
        ("a JSON object", "application/json", b'{"a": {"b": [null]}}'),
        ("deep JSON", "application/json", b"[" * 50_000),
        ("no JSON", "application/json", b"{'a'"),
        ("JSON that is not UTF-8", "application/json", b'{"a": "\xff"}'),
        ("XML", "application/xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
        ("no content type", "", b"\x00\x01"),
        ("an unknown content type", "x/y; charset=nonsense", b"pieces=1"),
        ("a nonsense charset", f"{FORM}; charset=nonsense", b"pieces=1"),
        ("a wide charset", f"{FORM}; charset=utf-16", b"pieces=1"),
        ("a broken multipart", boundary, b"--b\r\nnothing"),
        ("a multipart without boundary", "multipart/form-data", b"--b"),
        ("a multipart with bytes", boundary, part % b"pieces"),
        ("an upload that is no file", boundary, upload % b"\x00\x01\x02"),
        ("an empty upload", boundary, upload % b""),
    ]
