"""Owns where a visitor's own wish may lead: to a path of the host that is asked, and nowhere else."""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def local_path(wish: str, *, otherwise: str, longest: int = LONGEST) -> str:
    """The path itself when it begins with a slash and stays on this host ("//evil", "/\\evil" do not), else `otherwise`."""
    is_local = wish.startswith("/") and wish.isprintable() and url_has_allowed_host_and_scheme(wish, allowed_hosts=None)
    return wish if is_local and len(wish) <= longest else otherwise


def path_on_host(address: str, host: str, *, otherwise: str) -> str:
    """The path and question of a whole address of this host (a referrer), else `otherwise`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    path = parts._replace(scheme="", netloc="", fragment="").geturl() if parts.netloc == host else ""
    return local_path(path, otherwise=otherwise)
