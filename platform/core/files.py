"""Owns private files: bytes first, row second, so that no row is ever without its bytes; what lies there alone is removed."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound, Refused
from core.file_types import FileType, recognise
from core.models import StoredFile

logger = logging.getLogger("sabut.files")

ALIAS = "private"
LARGEST_MB = 10
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
LONGEST_NAME = 120
# no transaction takes a day: what has no row by then never gets one
ORPHANED_AFTER = timedelta(days=1)
NOT_SHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
BLOCK = 64 * 1024


def store(
    content: "bytes | File[bytes]", *, name: str, purpose: str, prison: str, accepted: Collection[FileType]
) -> StoredFile:
    """Keep `content` as a private file of `prison` (its code; empty for none) and return its row.

    The bytes are on the disk before the row is written in the caller's transaction: rolled back, they are an orphan. The
    kind is what the bytes say. Raises Refused (field file) for an empty file, one of more than 10 MB, and one that is
    not wholly of an accepted kind. `name` is only shown; it is cleaned and ends as its kind does.
    """
    body = _read(content)
    kind = recognise(body)
    if kind is None or kind not in accepted:
        rule = _("Choose a complete file of one of these kinds: %(kinds)s.")
        kinds = ", ".join(each.label for each in accepted)
        raise Refused(
            code="file-type", field="file", value=kind.label if kind else "unknown", rule=rule % {"kinds": kinds}
        )
    file = StoredFile(
        purpose=purpose,
        prison_code=prison,
        name=shown_name(name, kind),
        content_type=kind.content_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )
    _storage().save(path_of(file.pk), ContentFile(body))
    file.save(force_insert=True)
    return file


def kept(ids: Sequence[UUID], *, purpose: str) -> list[StoredFile]:
    """The files with these ids that serve `purpose`, in the order of the ids; whom the caller acts as may read no others."""
    found = StoredFile.objects.filter(purpose=purpose).in_bulk(ids)
    return [found[each] for each in ids if each in found]


def fingerprint(content: "bytes | File[bytes]") -> str:
    """The SHA-256 that `store` would write for `content`; tells a repeat before anything is kept."""
    return hashlib.sha256(content if isinstance(content, bytes) else b"".join(content.chunks())).hexdigest()


def open_stored(file_id: UUID) -> "File[bytes]":
    """The bytes of a file, opened; the caller has read its row, and with it the right to it, and closes them.

    Raises NotFound when the bytes are lost, which `check_invariants` tells.
    """
    try:
        return _storage().open(path_of(file_id))
    except FileNotFoundError as error:
        logger.error("the bytes of file %s are lost", file_id)
        rule = _("This file cannot be read at the moment.")
        raise NotFound(code="file-bytes-missing", field="file", value=str(file_id), rule=rule) from error


def purge_orphans(*, older_than: timedelta = ORPHANED_AFTER) -> int:
    """Remove bytes without a row that are older than `older_than`, drafts of a crash too; returns how many files.

    Acts as the storefront, which reads every row: for a role that does not, others' files would look like orphans.
    """
    storage, before = _storage(), clock.now() - older_than
    gone = 0
    for folder, names in _lying(storage).items():
        ids = [UUID(name) for name in names if _is_id(name)]
        rows = {str(key) for key in StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
        for name in names:
            path = f"{folder}/{name}"
            if name not in rows and storage.get_modified_time(path) < before:
                storage.delete(path)
                gone += 1
    return gone


def path_of(file_id: UUID) -> str:
    """Where the bytes of a file lie in the storage: a folder of two hexadecimal digits, then the id."""
    return f"{file_id.hex[:2]}/{file_id}"


def digest_of(file_id: UUID) -> tuple[int, str] | None:
    """Size and SHA-256 of the bytes that lie there for a file; None when there are none."""
    digest, size = hashlib.sha256(), 0
    try:
        with _storage().open(path_of(file_id)) as stream:
            for block in stream.chunks(BLOCK):
                digest.update(block)
                size += len(block)
    except FileNotFoundError:
        return None
    return size, digest.hexdigest()


def shown_name(given: str, kind: FileType) -> str:
    """A name fit to be shown and saved under: no folder, nothing unprintable, at most 120 characters, ends as its kind does."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    printed = "".join(" " if unicodedata.category(each) in NOT_SHOWN else each for each in last)
    clean = " ".join(printed.split()).lstrip(". ")
    suffix = next((each for each in kind.suffixes if clean.lower().endswith(each)), "")
    stem = clean[: len(clean) - len(suffix)].rstrip(". ") or "file"
    suffix = suffix or kind.suffixes[0]
    return stem[: LONGEST_NAME - len(suffix)].rstrip(". ") + suffix


def _read(content: "bytes | File[bytes]") -> bytes:
    size = len(content) if isinstance(content, bytes) else content.size
    if not size:
        raise Refused(code="file-empty", field="file", value=0, rule=_("The file is empty. Choose another one."))
    if size > LARGEST_BYTES:
        rule = _("The file may have at most %(most)d MB.") % {"most": LARGEST_MB}
        raise Refused(code="file-too-large", field="file", value=size, rule=rule)
    if isinstance(content, bytes):
        return content
    content.seek(0)
    body: bytes = content.read(LARGEST_BYTES)
    return body


def _lying(storage: Storage) -> dict[str, list[str]]:
    try:
        folders, _loose = storage.listdir("")
    except FileNotFoundError:  # nothing was ever stored
        return {}
    return {folder: storage.listdir(folder)[1] for folder in folders}


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _storage() -> Storage:
    return storages[ALIAS]
