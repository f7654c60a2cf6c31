"""Owns encryption at rest: register numbers and birth dates are sealed per prison, with a keyed hash for uniqueness."""

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def _key(prison: str, purpose: str) -> bytes:
    """One key per prison and purpose, so that equal numbers in two prisons share neither cipher nor hash."""
    master = base64.urlsafe_b64decode(settings.FIELD_KEY)
    return HKDF(SHA256(), 32, salt=None, info=f"sabut/{purpose}/{prison}".encode()).derive(master)


def seal(plain: str, *, prison: str, field: str) -> bytes:
    """Encrypt text for one prison's field (AES-256-GCM, bound to both)."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(prison, "seal")).encrypt(nonce, plain.encode(), field.encode())


def unseal(sealed: bytes, *, prison: str, field: str) -> str:
    """Decrypt what `seal` made; raises cryptography's InvalidTag for another prison, field or key."""
    sealed = bytes(sealed)
    return AESGCM(_key(prison, "seal")).decrypt(sealed[:_NONCE], sealed[_NONCE:], field.encode()).decode()


def fingerprint(plain: str, *, prison: str, field: str) -> str:
    """Keyed hash (HMAC-SHA-256, hex): equal text in one prison gives equal text, and tells nothing without the key."""
    return hmac.new(_key(prison, f"hash/{field}"), plain.encode(), hashlib.sha256).hexdigest()
