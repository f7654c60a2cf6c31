"""Owns two pages that stand in for another: a link that opens nothing says so, and a code is asked for first."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import CodeForm
from accounts.keeping import Kept
from core.errors import Refused

Given = ParamSpec("Given")


def explains_void_links(view: Callable[Given, HttpResponse]) -> Callable[Given, HttpResponse]:
    """Answer the refusal `link-void` of a view with its own page and status 410."""

    @wraps(view)
    def explained(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except Refused as error:
            if error.code != "link-void":
                raise
            return render(cast("HttpRequest", args[0]), "accounts/link_void.html", {"rule": error.rule}, status=410)

    return explained


def ask_for_code(request: HttpRequest, kept: Kept, *, form: CodeForm | None = None, status: int = 200) -> HttpResponse:
    """The page that asks for the code of the second factor and then goes on; it reads nothing from the database."""
    at_prison = getattr(request, "place", None) is not None
    context = {
        "form": form or CodeForm(user=request.user),
        "kept": kept,
        "action": "/kunci/kode/" if at_prison else "/akun/faktor/konfirmasi/",
    }
    return render(request, "accounts/confirm.html", context, status=status)
