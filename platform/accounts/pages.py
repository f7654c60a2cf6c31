"""Owns the page of a link that opens nothing: used, expired or meant for another host, it says so and how to go on."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
