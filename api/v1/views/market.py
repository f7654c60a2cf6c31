"""Owns what anyone asks of the market by API: prisons that sell, what is on offer, placing an order."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.pagination import Pages
from api.parsers import ObjectParser
from api.v1.reading import read
from api.v1.serializers.market import (
    AskedQuoteShape,
    ListingSerializer,
    OrderRequestShape,
    PlacedOrderShape,
    QuoteRequestShape,
    QuoteSerializer,
    SellerPrisonsShape,
)
from api.v1.serializers.shared import ProblemShape
from core.errors import NotFound
from marketplace.catalogue import selectors as catalogue
from marketplace.orders import selectors as order_selectors
from marketplace.orders import services as orders
from tenants.selectors.peers import PeerGroup, demo_codes, peers


class ListingPages(Pages):
    """Listings in the order they were first offered."""

    ordering = ("created", "id")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        page: list[Any] | None = super().paginate_queryset(queryset, request, view)
        self.demo = bool(demo_codes().intersection(listing.prison_code for listing in page or ()))
        return page


@extend_schema(
    summary="What anyone may see and order",
    parameters=[
        OpenApiParameter("q", str, description="words in the title"),
        OpenApiParameter("program", str, description="code of a programme"),
        OpenApiParameter("prison", str, description="code of a prison"),
    ],
)
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

    @extend_schema(summary="One listing", responses={200: ListingSerializer, 404: ProblemShape})
    def get(self, request: Request, pk: UUID) -> Response:
        """One listing; 404 for an unknown one."""
        found = catalogue.listings([pk])
        if not found:
            rule = _("There is no such product in the catalogue.")
            raise NotFound(code="listing-missing", field="id", value=str(pk), rule=rule)
        demo = settings.DEMO or found[0].prison_code in demo_codes()
        return Response({**ListingSerializer(found[0]).data, "demo": demo})


class Prisons(APIView):
    """GET prisons/: every prison that works with Sabut."""

    @extend_schema(summary="Prisons at work", responses=SellerPrisonsShape)
    def get(self, request: Request) -> Response:
        """By name; an address on the map, no figure."""
        rows = [
            {
                "code": each.code,
                "name": each.name,
                "kind": each.kind,
                "prison_class": each.prison_class,
                "region": each.region,
                "demo": each.is_demo or settings.DEMO,
            }
            for each in peers(PeerGroup())
        ]
        return Response({"demo": any(row["demo"] for row in rows), "results": rows})


class Orders(APIView):
    """POST orders/: place an order; the body is the contract's, its `idempotency_key` makes a repeat harmless."""

    parser_classes = [ObjectParser]

    @extend_schema(
        summary="Place an order over one or several prisons",
        request=OrderRequestShape,
        responses={
            201: PlacedOrderShape,
            409: OpenApiResponse(ProblemShape, "pieces are short, or the key was used for another order"),
            422: OpenApiResponse(ProblemShape, "a field is wrong, or the destination refuses, with its citation"),
        },
    )
    def post(self, request: Request) -> Response:
        """201 with the order; the same key and body again give the same answer."""
        viewer = viewer_of(request)
        placed = orders.place_order(request.data, by=viewer.actor, verified_email=viewer.email)
        return Response(placed, status=HTTP_201_CREATED)


class Quotes(APIView):
    """POST quotes/: ask a prison for its price."""

    parser_classes = [ObjectParser]

    @extend_schema(
        summary="Ask for a quote",
        request=QuoteRequestShape,
        responses={201: AskedQuoteShape, 409: ProblemShape, 422: ProblemShape},
    )
    def post(self, request: Request) -> Response:
        """201 with number and id; a blocked country is refused with its citation."""
        facts, viewer = read(QuoteRequestShape, request), viewer_of(request)
        key = facts.pop("idempotency_key")
        asked = orders.ask_quote(**facts, key=key, by=viewer.actor, verified_email=viewer.email)
        return Response(asked, status=HTTP_201_CREATED)


class OneQuote(APIView):
    """GET quotes/<uuid>/: for whoever holds its link."""

    @extend_schema(summary="A quote and its answer", responses={200: QuoteSerializer, 404: ProblemShape})
    def get(self, request: Request, quote: UUID) -> Response:
        """As the buyer sees it."""
        found = order_selectors.quote_view(quote)
        demo = settings.DEMO or found.prison_code in demo_codes()
        return Response({**QuoteSerializer(found).data, "demo": demo})
