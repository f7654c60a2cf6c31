"""Owns which endpoint needs which role; the same questions to the viewer as on the pages."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from api.authentication import viewer_of
from national.rights import READERS


def member(*roles: str) -> type[BasePermission]:
    """A permission for members of the prison whose host was called who hold one of `roles`."""

    class IsMember(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            if viewer_of(request).account is None:
                return False
            viewer_of(request).require_here(*roles)
            return True

    return IsMember


class IsSignedIn(BasePermission):
    """A permission for whoever is signed in, or shows a token."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """False asks to sign in."""
        return viewer_of(request).account is not None


class IsOffice(BasePermission):
    """A permission for the national and the regional offices."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """False asks who is not signed in to sign in; raises Forbidden for who holds no such role."""
        if viewer_of(request).account is None:
            return False
        viewer_of(request).require_national(*READERS)
        return True
