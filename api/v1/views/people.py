"""Owns the gates before enrolment and enrolling by API: the same service as the page, refused by the same rules."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.parsers import ObjectParser
from api.permissions import member
from api.v1.reading import read
from api.v1.serializers.shared import ProblemShape
from api.v1.views.prison import place_of
from core import clock
from programs.people import selectors, services


class GateShape(serializers.Serializer[Any]):
    """One gate; a hard one is never overridden."""

    code = serializers.CharField()
    kind = serializers.CharField(help_text="hard or soft")
    is_passed = serializers.BooleanField()
    is_overridden = serializers.BooleanField()
    detail = serializers.CharField()


class GatesShape(serializers.Serializer[Any]):
    """Every gate of a program for a person, today."""

    demo = serializers.BooleanField()
    results = GateShape(many=True)


class EnrolShape(serializers.Serializer[Any]):
    """A program this prison runs, a purpose, a day."""

    program = serializers.CharField(max_length=40)
    purpose = serializers.ChoiceField(choices=["sale", "training"], default="sale")
    starts = serializers.DateField()


class EnrolledShape(serializers.Serializer[Any]):
    """The enrolment."""

    id = serializers.IntegerField()


class Gates(APIView):
    """GET people/<id>/gates/?program=coir-shade: what is passed, overridden, or lacking today."""

    permission_classes = [member("head", "officer")]

    @extend_schema(
        summary="Gates before enrolment", parameters=[OpenApiParameter("program", str)], responses=GatesShape
    )
    def get(self, request: Request, person: int) -> Response:
        """Hard gates first."""
        place = place_of(request)
        met = selectors.gates(person, request.GET.get("program", ""), clock.today(place.timezone))
        return Response({"demo": settings.DEMO or place.is_demo, "results": GateShape(met, many=True).data})


class Enrolments(APIView):
    """POST people/<id>/enrolments/: enrol; no role passes a hard gate."""

    permission_classes = [member("head", "officer")]
    parser_classes = [ObjectParser]

    @extend_schema(
        summary="Enrol a person",
        request=EnrolShape,
        responses={201: EnrolledShape, 409: OpenApiResponse(ProblemShape), 422: OpenApiResponse(ProblemShape)},
    )
    def post(self, request: Request, person: int) -> Response:
        """Refused with the gate that is shut."""
        given = read(EnrolShape, request)
        row = services.enrol(person, **given, by=viewer_of(request).actor)
        return Response({"id": row.pk}, status=201)
