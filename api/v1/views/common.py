"""Owns what both hosts' APIs share: who asks, and the answer where there is nothing."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.v1.serializers.shared import ViewerShape
from core.errors import NotFound


class Me(APIView):
    """GET me/: who asks, for a program that wants to know whether its token still holds."""

    @extend_schema(summary="Who asks", responses=ViewerShape)
    def get(self, request: Request) -> Response:
        """The roles of today."""
        viewer = viewer_of(request)
        return Response(
            {
                "account": viewer.account,
                "name": viewer.name,
                "prison": viewer.prison.code if viewer.prison else None,
                "roles": sorted(viewer.roles_here),
                "national_roles": sorted(viewer.national_roles),
            }
        )


@extend_schema(exclude=True)
class Unknown(APIView):
    """Every other address under the API."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """404 as problem details, whatever the method."""
        kwargs.clear()
        return super().dispatch(request)

    def get(self, request: Request) -> Response:
        """There is nothing here."""
        rule = _("There is nothing at this address.")
        raise NotFound(code="path-unknown", field="path", value=request.path[:120], rule=rule)

    post = put = patch = delete = get
