"""Owns what a page wanted or had typed when it is asked for a code or a PIN first: carried along, and sent afterwards."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from core.redirects import local_path, path_on_host

LONGEST = 50_000


@dataclass(frozen=True)
class Kept:
    """The page to go on to, and, of a form that was stopped, where it goes and what was typed."""

    next: str
    target: str = ""
    body: str = ""

    def address(self, path: str) -> str:
        """An address that asks first and then goes on to the page."""
        return f"{path}?{urlencode({'next': self.next})}"


def interrupted(request: HttpRequest) -> Kept:
    """What a request that is not let through wanted. Files are not kept: the form is shown again."""
    if request.method in {"GET", "HEAD"}:
        return Kept(request.get_full_path())
    page = path_on_host(request.headers.get("referer", ""), request.get_host(), otherwise="/")
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    body = fields.urlencode()
    if request.FILES or len(body) > LONGEST:
        return Kept(page)
    return Kept(page, request.get_full_path(), body)


def sent(request: HttpRequest, *, otherwise: str = "/") -> Kept:
    """What the form that asks carried along; a link names the page only, else a stranger's would bring a filled-in form."""
    if request.method != "POST":
        return Kept(local_path(request.GET.get("next", ""), otherwise=otherwise))
    target = local_path(request.POST.get("target", ""), otherwise="")
    body = request.POST.get("kept", "")
    page = local_path(request.POST.get("next", ""), otherwise=otherwise)
    return Kept(page, target, body if target and len(body) <= LONGEST else "")


def go_on(request: HttpRequest, kept: Kept) -> HttpResponse:
    """To the page; what was typed is shown as kept, and sent by one more press."""
    if not kept.target:
        return redirect(kept.next)
    fields = [(name, value) for name, values in QueryDict(kept.body).lists() for value in values]
    return render(request, "accounts/send_again.html", {"kept": kept, "fields": fields})
