"""Owns lots by API: recorded with makers, steps and inputs; inspected with values and causes."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.parsers import ObjectParser
from api.permissions import member
from api.v1.reading import read
from api.v1.serializers.goods import LotAnswerShape, NewLotShape, VerdictShape
from api.v1.serializers.prison import LotSerializer
from api.v1.serializers.shared import ProblemShape
from api.v1.views.prison import PrisonPages, place_of
from programs.workshop import selectors as workshop
from programs.workshop import services

READERS = ("head", "officer", "instructor", "verifier")
KEEPERS = ("head", "officer", "instructor")
INSPECTORS = ("verifier", "officer")


@extend_schema_view(
    get=extend_schema(
        summary="Lots and their inspection",
        parameters=[OpenApiParameter("waiting", bool, description="1: only those that wait for inspection")],
    )
)
class Lots(ListAPIView[Any]):
    """GET lots/?waiting=1: lots with their inspection, never who made them. POST lots/: a lot made in a session."""

    serializer_class = LotSerializer
    pagination_class = PrisonPages
    parser_classes = [ObjectParser]

    def get_permissions(self) -> list[Any]:
        """Who may record is fewer than who may read."""
        return [member(*(KEEPERS if self.request.method == "POST" else READERS))()]

    def get_queryset(self) -> QuerySet[Any]:
        """The same lots as on the page."""
        return workshop.lots(waiting=self.request.GET.get("waiting", "") == "1")

    @extend_schema(
        summary="Record a lot with its makers, their steps and what went in",
        request=NewLotShape,
        responses={
            201: LotAnswerShape,
            409: OpenApiResponse(ProblemShape, "less of an input is there, or the day is closed"),
            422: OpenApiResponse(ProblemShape, "a maker who was not present, a step or an input that is none"),
        },
    )
    def post(self, request: Request) -> Response:
        """The lot; it waits for inspection by another person."""
        asked = read(NewLotShape, request)
        lot = services.record_lot(
            asked["session"],
            product=asked["product"],
            makers=[services.Made(**each) for each in asked["makers"]],
            inputs=[services.Input(**each) for each in asked["inputs"]],
            by=viewer_of(request).actor,
        )
        return Response(_answer(request, lot.pk), status=201)


class Inspection(APIView):
    """POST lots/<id>/inspection/: the verdict on a lot, with what was measured."""

    permission_classes = [member(*INSPECTORS)]
    parser_classes = [ObjectParser]

    @extend_schema(
        summary="Inspect a lot against the quality plan",
        request=VerdictShape,
        responses={
            201: LotAnswerShape,
            409: OpenApiResponse(ProblemShape, "the lot is inspected already"),
            422: OpenApiResponse(
                ProblemShape, "sums that differ, a value that cannot exist, the recorder as inspector"
            ),
        },
    )
    def post(self, request: Request, lot: int) -> Response:
        """The lot with its verdict; values outside the limits decide nothing by themselves."""
        asked = read(VerdictShape, request)
        findings = services.Findings(
            measured=[services.Measured(**each) for each in asked["measured"]],
            causes=[services.Cause(**each) for each in asked["causes"]],
            reason=asked["reason"],
        )
        pieces = {name: asked[name] for name in ("accepted", "rejected", "rework")}
        services.inspect_lot(lot, **pieces, by=viewer_of(request).actor, findings=findings)
        return Response(_answer(request, lot), status=201)


def _answer(request: Request, number: int) -> dict[str, Any]:
    lot = workshop.lots().get(pk=number)
    inspection = getattr(lot, "inspection", None)
    measured = workshop.lot_file(lot).measurements
    return {
        "demo": settings.DEMO or place_of(request).is_demo,
        "id": lot.pk,
        "code": lot.code,
        "kind": lot.kind,
        "owner": lot.owner,
        "produced": lot.produced,
        "accepted": inspection.accepted if inspection else None,
        "outside": sum(each.is_outside for each in measured) if inspection else None,
    }
