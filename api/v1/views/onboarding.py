"""Owns applying by API, for an account with an official address, and deciding, for the offices: the pages' own services."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.pagination import Pages
from api.parsers import ObjectParser
from api.permissions import IsOffice, IsSignedIn
from api.v1.reading import read
from api.v1.serializers.onboarding import ApplicationRequestShape, ApplicationSerializer
from api.v1.serializers.shared import ProblemShape
from programs.replication import selectors, services


class ApplicationPages(Pages):
    """The newest first."""

    ordering = ("-submitted_at", "id")


class Applications(ListAPIView[Any]):
    """GET and POST applications/: one's own, and a new one."""

    permission_classes = [IsSignedIn]
    parser_classes = [ObjectParser]
    serializer_class = ApplicationSerializer
    pagination_class = ApplicationPages

    def get_queryset(self) -> QuerySet[Any]:
        """What the account has sent."""
        return selectors.own_applications(viewer_of(self.request))

    @extend_schema(
        summary="Apply for a prison",
        request=ApplicationRequestShape,
        responses={
            201: ApplicationSerializer,
            403: OpenApiResponse(ProblemShape, "the account has no confirmed official address"),
            409: OpenApiResponse(ProblemShape, "the code is taken, or an application for it waits"),
            422: ProblemShape,
        },
    )
    def post(self, request: Request) -> Response:
        """201 with the application; the same facts again are the same application."""
        facts = read(ApplicationRequestShape, request)
        facts["programs"] = tuple(facts["programs"]) if facts.get("programs") else None
        viewer = viewer_of(request)
        applicant = selectors.official_address(viewer)
        sent = services.submit_application(services.OnboardingSpec(**facts), applicant=applicant, by=viewer.actor)
        return Response(ApplicationSerializer(sent).data, status=HTTP_201_CREATED)

    @extend_schema(summary="One's own applications", responses=ApplicationSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The newest first."""
        return super().get(request, *args, **kwargs)


class OneApplication(APIView):
    """GET applications/<uuid>/: for who sent it."""

    permission_classes = [IsSignedIn]

    @extend_schema(
        summary="How one's own application stands", responses={200: ApplicationSerializer, 403: ProblemShape}
    )
    def get(self, request: Request, application: UUID) -> Response:
        """Ask again until it is ready."""
        return Response(ApplicationSerializer(selectors.own_application(viewer_of(request), application)).data)


@extend_schema(summary="Applications to decide")
class Decidable(ListAPIView[Any]):
    """GET national/applications/: the nation's all, a region's own."""

    permission_classes = [IsOffice]
    serializer_class = ApplicationSerializer
    pagination_class = ApplicationPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same as on the page."""
        return selectors.decidable_by(viewer_of(self.request))


class Approval(APIView):
    """POST national/applications/<uuid>/approve/."""

    permission_classes = [IsOffice]

    @extend_schema(
        summary="Approve an application",
        request=None,
        responses={200: ApplicationSerializer, 403: ProblemShape, 409: ProblemShape},
    )
    def post(self, request: Request, application: UUID) -> Response:
        """The provisioning worker is told; approving again changes nothing."""
        viewer = viewer_of(request)
        row = selectors.application_for(viewer, application)
        return Response(ApplicationSerializer(services.approve(row.pk, by=viewer.actor)).data)
