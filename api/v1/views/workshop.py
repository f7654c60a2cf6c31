"""Owns the workshop of a prison by API: stock, sessions, a session's register to read and to keep, lots."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.parsers import ObjectParser
from api.permissions import member
from api.v1.reading import read
from api.v1.serializers.prison import (
    LotSerializer,
    MarksShape,
    RegisterShape,
    SessionSerializer,
    StockAnswerShape,
)
from api.v1.serializers.shared import ProblemShape
from api.v1.views.prison import PrisonPages, place_of
from programs.workshop import selectors as workshop
from programs.workshop import services

READERS = ("head", "officer", "instructor", "verifier")
KEEPERS = ("head", "officer", "instructor")


class Stock(APIView):
    """GET stock/: pieces of every product, in the workshop and on the marketplace."""

    permission_classes = [member(*READERS)]

    @extend_schema(summary="Pieces in stock", responses=StockAnswerShape)
    def get(self, request: Request) -> Response:
        """All products; there are few."""
        rows = [
            {"product": row.product_code, "workshop": row.workshop, "marketplace": row.marketplace}
            for row in workshop.stock()
        ]
        return Response({"demo": _is_demo(request), "results": rows})


@extend_schema(summary="Work sessions, open and closed")
class Sessions(ListAPIView[Any]):
    """GET sessions/: work sessions, open and closed."""

    permission_classes = [member(*READERS)]
    serializer_class = SessionSerializer
    pagination_class = PrisonPages

    def get_queryset(self) -> QuerySet[Any]:
        """With the officer on duty."""
        return workshop.sessions().select_related("officer")


class Register(APIView):
    """GET and POST sessions/<id>/register/: who is on the list, and the marks that an officer enters."""

    permission_classes = [member(*KEEPERS)]
    parser_classes = [ObjectParser]

    @extend_schema(summary="A session's register", responses={200: RegisterShape, 404: ProblemShape})
    def get(self, request: Request, session: int) -> Response:
        """By card number."""
        return self._answer(request, session)

    @extend_schema(
        summary="Enter marks, all or none",
        request=MarksShape,
        responses={
            200: RegisterShape,
            409: OpenApiResponse(ProblemShape, "the session is closed, or a line changed since it was read"),
            422: OpenApiResponse(ProblemShape, "an unknown reason, minutes that do not fit, a cap of hours"),
        },
    )
    def post(self, request: Request, session: int) -> Response:
        """The register as it stands afterwards; the same marks again change nothing."""
        marks = [services.Mark(**mark) for mark in read(MarksShape, request)["marks"]]
        services.mark_attendance(session, marks=marks, by=viewer_of(request).actor)
        return self._answer(request, session)

    def _answer(self, request: Request, session: int) -> Response:
        rows = [asdict(row) for row in workshop.register(workshop.session(session))]
        return Response({"demo": _is_demo(request), "session": session, "results": rows})


@extend_schema(
    summary="Lots and their inspection",
    parameters=[OpenApiParameter("waiting", bool, description="1: only those that wait for inspection")],
)
class Lots(ListAPIView[Any]):
    """GET lots/?waiting=1: lots with their inspection, never who made them."""

    permission_classes = [member(*READERS)]
    serializer_class = LotSerializer
    pagination_class = PrisonPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same lots as on the page."""
        return workshop.lots(waiting=self.request.GET.get("waiting", "") == "1")


def _is_demo(request: Request) -> bool:
    return settings.DEMO or place_of(request).is_demo
