"""Owns the endpoints of a prison's host: people, stock and sessions, for its own members only."""

from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.pagination import Pages
from api.permissions import member
from api.v1.serializers import PersonSerializer, SessionSerializer
from core import clock
from programs.people import selectors as people
from programs.workshop import selectors as workshop
from tenants.viewer import Place

WORKSHOP_ROLES = ("head", "officer", "instructor", "verifier")


class PrisonPages(Pages):
    """Rows of one prison in the order they were entered."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self.demo = _place(request).is_demo
        return super().paginate_queryset(queryset, request, view)


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


class Stock(APIView):
    """GET stock/: pieces of every product, in the workshop and on the marketplace."""

    permission_classes = [member(*WORKSHOP_ROLES)]

    def get(self, request: Request) -> Response:
        """All products; there are few."""
        rows = [
            {"product": row.product_code, "workshop": row.workshop, "marketplace": row.marketplace}
            for row in workshop.stock()
        ]
        return Response({"demo": settings.DEMO or _place(request).is_demo, "results": rows})


class Sessions(ListAPIView[Any]):
    """GET sessions/: work sessions, open and closed."""

    permission_classes = [member(*WORKSHOP_ROLES)]
    serializer_class = SessionSerializer
    pagination_class = PrisonPages

    def get_queryset(self) -> QuerySet[Any]:
        """With the officer on duty."""
        return workshop.sessions().select_related("officer")


def _place(request: Request) -> Place:
    return cast("Place", viewer_of(request).prison)


def _today(request: Request) -> date:
    return clock.today(_place(request).timezone)
