"""Owns the orders of a prison by API: what buyers ordered here, without who they are."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView

from api.permissions import member
from api.v1.serializers.market import QuoteSerializer
from api.v1.serializers.prison import PartShape
from api.v1.views.prison import PrisonPages
from marketplace.orders import selectors as orders


class PartPages(PrisonPages):
    """Parts, the newest first."""

    ordering = ("-placed_at", "number")


@extend_schema(summary="What buyers ordered here")
class Parts(ListAPIView[Any]):
    """GET orders/: the parts of this prison with their lines and state."""

    permission_classes = [member("head", "verifier", "treasurer", "officer", "cooperative")]
    serializer_class = PartShape
    pagination_class = PartPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same parts as on the page."""
        return orders.parts()


class QuotePages(PrisonPages):
    """Quotes, the newest first."""

    ordering = ("-asked_at", "id")


@extend_schema(summary="Quotes that buyers asked for here")
class Quotes(ListAPIView[Any]):
    """GET quotes/: the quotes of this prison, without who asked."""

    permission_classes = [member("head", "treasurer", "cooperative")]
    serializer_class = QuoteSerializer
    pagination_class = QuotePages

    def get_queryset(self) -> QuerySet[Any]:
        """The same quotes as on the page."""
        return orders.quotes()
