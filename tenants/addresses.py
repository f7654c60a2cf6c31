"""Owns the address of a prison's own host: scheme and port as on the public host."""

from urllib.parse import urlsplit

from django.conf import settings


def prison_url(host: str, path: str = "/") -> str:
    """The whole address of a local path at a prison's host (without port): http://indramayu.localhost:8000/orang/."""
    public = urlsplit(settings.ORIGIN)
    port = f":{public.port}" if public.port else ""
    return f"{public.scheme}://{host}{port}{path}"
