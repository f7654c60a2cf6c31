"""Owns who enters the national workspace: who is signed in and holds a regional or national role."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from national.rights import READERS
from tenants.requests import ViewerRequest

Named = ParamSpec("Named")


def for_offices(
    view: Callable[Concatenate[ViewerRequest, Named], HttpResponse],
) -> Callable[Concatenate[ViewerRequest, Named], HttpResponse]:
    """Send who is not signed in to sign in; raise Forbidden for who holds none of the roles."""

    @wraps(view)
    def entered(request: ViewerRequest, /, *args: Named.args, **kwargs: Named.kwargs) -> HttpResponse:
        if request.viewer.account is None:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        request.viewer.require_national(*READERS)
        return view(request, *args, **kwargs)

    return entered
