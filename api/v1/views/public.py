"""Owns the endpoints of the public host: what is on offer, placing an order, the national comparison."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.pagination import Pages
from api.parsers import ObjectParser
from api.permissions import IsOffice
from api.v1.serializers import ListingSerializer
from core.errors import NotFound, Refused
from marketplace.catalogue import selectors as catalogue
from marketplace.orders import services as orders
from national import selectors as national
from national.presentation import as_facts
from national.rights import regions_of
from tenants.selectors.peers import demo_codes


class ListingPages(Pages):
    """Listings in the order they were first offered."""

    ordering = ("created", "id")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        page: list[Any] | None = super().paginate_queryset(queryset, request, view)
        self.demo = bool(demo_codes().intersection(listing.prison_code for listing in page or ()))
        return page


class Listings(ListAPIView[Any]):
    """GET listings/?q=…&program=…&prison=…: what anyone may see and order."""

    serializer_class = ListingSerializer
    pagination_class = ListingPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same offers as the catalogue's page."""
        asked = self.request.GET
        return catalogue.offers(
            text=asked.get("q", ""), program=asked.get("program", ""), prison=asked.get("prison", "")
        )


class OneListing(APIView):
    """GET listings/<uuid>/."""

    def get(self, request: Request, pk: UUID) -> Response:
        """One listing; 404 for an unknown one."""
        found = catalogue.listings([pk])
        if not found:
            rule = _("There is no such product in the catalogue.")
            raise NotFound(code="listing-missing", field="id", value=str(pk), rule=rule)
        demo = settings.DEMO or found[0].prison_code in demo_codes()
        return Response({**ListingSerializer(found[0]).data, "demo": demo})


class Orders(APIView):
    """POST orders/: place an order; the body is the contract's, its `idempotency_key` makes a repeat harmless."""

    parser_classes = [ObjectParser]

    def post(self, request: Request) -> Response:
        """201 with the order; the same key and body again give the same answer."""
        viewer = viewer_of(request)
        placed = orders.place_order(request.data, by=viewer.actor, verified_email=viewer.email)
        return Response(placed, status=HTTP_201_CREATED)


class Comparison(APIView):
    """GET national/comparison/?indicator=…&period=…&peer=…&order=…."""

    permission_classes = [IsOffice]

    def get(self, request: Request) -> Response:
        """The comparison as the page shows it; a regional office gets its own region."""
        asked = request.query_params
        found = national.comparison(
            _asked(request, "indicator"),
            _asked(request, "period"),
            asked.get("peer", ""),
            order=asked.get("order", "name"),
            regions=regions_of(viewer_of(request)),
        )
        return Response(as_facts(found))


def _asked(request: Request, name: str) -> str:
    value: str = request.query_params.get(name, "")
    if not value:
        rule = _("This parameter is needed.")
        raise Refused(code="parameter-missing", field=name, value="", rule=rule)
    return value


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
