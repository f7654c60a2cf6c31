"""Owns the rule that every private file's row has its bytes, as many and the same as when it was stored."""

from collections.abc import Iterator

from core.files import digest_of
from core.models import StoredFile

ROLE = "storefront"
CHECKS = ("file-has-its-bytes", "file-is-unchanged")


def violations() -> Iterator[str]:
    """Each broken rule as "check: which file"; reads every file once."""
    for key, size, sha256 in StoredFile.objects.values_list("pk", "size", "sha256"):
        found = digest_of(key)
        if found is None:
            yield f"file-has-its-bytes: {key} has none"
        elif found != (size, sha256):
            yield f"file-is-unchanged: {key} has {found[0]} bytes, stored were {size}"
