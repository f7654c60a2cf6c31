"""Owns how a private file leaves: to be saved, never to be shown, run or kept by what lies between."""

from django.http import FileResponse

from core.files import open_stored
from core.models import StoredFile


def served(file: StoredFile) -> FileResponse:
    """The file as a download; the view that calls this has checked that the viewer may have it.

    Raises NotFound when its bytes are lost.
    """
    headers = {
        "Content-Length": str(file.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    stream = open_stored(file.pk)
    return FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.content_type, headers=headers)
