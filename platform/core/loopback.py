"""Owns whether a request was made on this very machine; one that came through a proxy does not count."""

from ipaddress import ip_address

from django.http import HttpRequest


def is_local(request: HttpRequest) -> bool:
    """Whether the browser runs on this machine."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
