"""Owns the workshop of a prison by API: stock, sessions, a session's register to read and to keep, lots."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
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
    KeyedMarksShape,
    MarksShape,
    MergedMarksShape,
    RegisterShape,
    SessionSerializer,
    StockAnswerShape,
)
from api.v1.serializers.shared import ProblemShape
from api.v1.views.prison import PrisonPages, place_of
from core.errors import Refused
from programs.records.services import once_here
from programs.workshop import selectors as workshop
from programs.workshop import services

READERS = ("head", "officer", "instructor", "verifier")
KEEPERS = ("head", "officer", "instructor")
KEY_HEADER, LONGEST_KEY = "Idempotency-Key", 80
KEY_WORDS = "the same key with the same marks enters them once; with other marks it is refused with 409"


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
        parameters=[OpenApiParameter(KEY_HEADER, str, OpenApiParameter.HEADER, description=KEY_WORDS)],
        request=MarksShape,
        responses={
            200: RegisterShape,
            409: OpenApiResponse(ProblemShape, "the session is closed, or a line changed since it was read"),
            422: OpenApiResponse(ProblemShape, "an unknown reason, minutes that do not fit, a cap of hours"),
        },
    )
    def post(self, request: Request, session: int) -> Response:
        """The register as it stands afterwards; the same marks again change nothing."""
        asked = read(MarksShape, request)
        marks = [services.Mark(**mark) for mark in asked["marks"]]

        def act() -> dict[str, Any]:
            services.mark_attendance(session, marks=marks, by=viewer_of(request).actor)
            return {"session": session}

        if key := _key(request):
            once_here(f"register:{session}", key, asked, act)
        else:
            act()
        return self._answer(request, session)

    def _answer(self, request: Request, session: int) -> Response:
        rows = [asdict(row) for row in workshop.register(workshop.session(session))]
        return Response({"demo": _is_demo(request), "session": session, "results": rows})


class Marks(APIView):
    """POST sessions/<id>/marks/: marks that a device kept without a network, each with a key of its own."""

    permission_classes = [member(*KEEPERS)]
    parser_classes = [ObjectParser]

    @extend_schema(
        summary="Merge the marks of a device, one answer each",
        request=KeyedMarksShape,
        responses={
            200: MergedMarksShape,
            404: ProblemShape,
            422: OpenApiResponse(ProblemShape, "the body cannot be understood; nothing was entered"),
        },
    )
    def post(self, request: Request, session: int) -> Response:
        """Saved, already there, in conflict with what stands in the register, or refused by a rule."""
        marks = [_keyed(**mark) for mark in read(KeyedMarksShape, request)["marks"]]
        merged = services.merge_marks(session, marks=marks, by=viewer_of(request).actor)
        return Response({"demo": _is_demo(request), "results": [asdict(each) for each in merged]})


def _keyed(key: UUID, replaces: list[UUID], **mark: Any) -> services.KeyedMark:
    return services.KeyedMark(str(key), services.Mark(**mark), tuple(str(each) for each in replaces))


def _key(request: Request) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if len(key) > LONGEST_KEY or not key.isprintable():
        rule = _("An Idempotency-Key has at most %(most)d printable characters.") % {"most": LONGEST_KEY}
        raise Refused(code="key-malformed", field="idempotency_key", value=key[:LONGEST_KEY], rule=rule)
    return key


def _is_demo(request: Request) -> bool:
    return settings.DEMO or place_of(request).is_demo
