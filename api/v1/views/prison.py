"""Owns the people of a prison by API, for its own members only: card numbers and short names, no register number."""

from datetime import date
from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request

from api.authentication import viewer_of
from api.pagination import Pages
from api.permissions import member
from api.v1.serializers.prison import PersonSerializer
from core import clock
from programs.people import selectors as people
from tenants.viewer import Place


class PrisonPages(Pages):
    """Rows of one prison in the order they were entered."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self.demo = place_of(request).is_demo
        return super().paginate_queryset(queryset, request, view)


@extend_schema(
    summary="Who is held today",
    parameters=[
        OpenApiParameter("kind", str, description="narapidana, tahanan or anak"),
        OpenApiParameter("card", str, description="card number"),
    ],
)
class People(ListAPIView[Any]):
    """GET people/?kind=…&card=K-0001: who is held today, without register number. No name is asked for in an address."""

    permission_classes = [member("head", "officer")]
    serializer_class = PersonSerializer
    pagination_class = PrisonPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same people as on the page, with their enrolments."""
        asked = self.request.GET
        found = people.persons(_today(self.request), kind=asked.get("kind", ""))
        if card := asked.get("card"):
            found = found.filter(card_number__iexact=card)
        return found.prefetch_related("enrolment_set")

    def get_serializer_context(self) -> dict[str, Any]:
        """With the day on which programs are asked."""
        return {**super().get_serializer_context(), "day": _today(self.request)}


def place_of(request: Request) -> Place:
    """The prison whose host was called."""
    return cast("Place", viewer_of(request).prison)


def _today(request: Request) -> date:
    return clock.today(place_of(request).timezone)
