"""Owns where private files lie on a disk: readable by the product's user only, each there whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

FOR_US_ONLY = 0o700


class PrivateFileStorage(FileSystemStorage):
    """A folder that nothing serves. Names are `<folder>/<name>`; a file has mode 0600 and is never overwritten."""

    def url(self, name: str | None) -> str:
        """Private files have no address; a view that checks the viewer serves them."""
        raise NotImplementedError("private files have no address")

    def _save(self, name: str, content: IO[bytes]) -> str:
        target = Path(self.path(name))
        Path(self.location).mkdir(mode=FOR_US_ONLY, parents=True, exist_ok=True)
        target.parent.mkdir(mode=FOR_US_ONLY, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=".", dir=target.parent)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as out:
                for chunk in File(content).chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(draft).rename(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        # the name must survive a power cut too: the row that follows does
        _sync(target.parent)
        _sync(target.parent.parent)
        return name


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
