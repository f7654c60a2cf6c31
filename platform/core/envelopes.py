"""Owns envelopes: bytes sealed for one prison's public key, which only code that acts for that prison opens."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
_NONCE = 12
_VERSION = b"\x01"


class NotOurs(Exception):
    """The envelope was sealed for somebody else, between others, or was changed on its way."""


def public_key(prison: str) -> bytes:
    """The X25519 key with which anyone seals an envelope for a prison; stored in the register when it is made."""
    return _private_key(prison).public_key().public_bytes_raw()


def seal_for(receiver: bytes, content: bytes, *, about: str) -> bytes:
    """Seal `content` for the holder of the public key `receiver`, bound to `about` (sender, receiver, kind and id).

    A key for this one envelope agrees with the receiver's (X25519, HKDF-SHA-256), AES-256-GCM seals: the sender itself
    cannot open it again.
    """
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(receiver))
    mine, nonce = once.public_key().public_bytes_raw(), secrets.token_bytes(_NONCE)
    sealed = AESGCM(_agreed(shared, mine, receiver)).encrypt(nonce, content, about.encode())
    return _VERSION + mine + nonce + sealed


def open_as(prison: str, sealed: bytes, *, about: str) -> bytes:
    """What `seal_for` sealed for this prison; raises NotOurs for another prison's, another pair's, or a changed one."""
    sealed = bytes(sealed)
    version, theirs, rest = sealed[:1], sealed[1 : 1 + KEY_BYTES], sealed[1 + KEY_BYTES :]
    if version != _VERSION or len(rest) <= _NONCE:
        raise NotOurs(about)
    key = _private_key(prison)
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(theirs))
        agreed = _agreed(shared, theirs, key.public_key().public_bytes_raw())
        return AESGCM(agreed).decrypt(rest[:_NONCE], rest[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOurs(about) from error


def _private_key(prison: str) -> X25519PrivateKey:
    """Derived from the master key, never stored: no database role can read any prison's (docs/decisions/0007)."""
    master = base64.urlsafe_b64decode(settings.FIELD_KEY)
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"sabut/envelope/{prison}".encode()).derive(master)
    return X25519PrivateKey.from_private_bytes(derived)


def _agreed(shared: bytes, once: bytes, receiver: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=once + receiver, info=b"sabut/envelope").derive(shared)
