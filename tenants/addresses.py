"""Owns addresses and whose they are: that of a prison's own host, and which role serves a path of the public one."""

from urllib.parse import urlsplit

from django.conf import settings


def prison_url(host: str, path: str = "/") -> str:
    """The whole address of a local path at a prison's host (without port): http://indramayu.localhost:8000/orang/."""
    public = urlsplit(settings.ORIGIN)
    port = f":{public.port}" if public.port else ""
    return f"{public.scheme}://{host}{port}{path}"


def public_role(path: str) -> str:
    """The role that serves a path of the public host: the longest prefix of settings.PUBLIC_ROLES wins."""
    roles: dict[str, str] = settings.PUBLIC_ROLES
    return roles[max((prefix for prefix in roles if path.startswith(prefix)), key=len)]
