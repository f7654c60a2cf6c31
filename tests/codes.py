"""Owns the codes of an authenticator app (RFC 6238), computed as a phone does, for the tests."""

import base64
import hashlib
import hmac
import re
import struct
import time

PERIOD = 30
SECRET = re.compile(r'id="secret">([A-Z2-7 ]+)<')


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app with this secret shows now, or `steps` steps of half a minute later."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // PERIOD + steps), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def wrong_code(secret: str) -> str:
    """Six digits that the app shows neither now nor a moment before or after."""
    shown = {code_of(secret, steps=steps) for steps in (-2, -1, 0, 1, 2)}
    return next(code for code in ("111111", "222222", "333333", "444444", "555555", "666666") if code not in shown)


def secret_on(page: str) -> str:
    """The secret that a page of setting up shows."""
    found = SECRET.search(page)
    assert found, "the page shows no secret"
    return found[1]
