"""Owns the published template versions by API, for anyone who wants to read or reuse them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.v1.serializers.shared import ProblemShape, TemplateListShape, TemplateSerializer, WholeTemplateSerializer
from programs.library import selectors as library


class Templates(APIView):
    """GET templates/: every published version."""

    @extend_schema(operation_id="templates_list", summary="Template versions", responses=TemplateListShape)
    def get(self, request: Request) -> Response:
        """Newest first, without the documents."""
        return Response({"results": TemplateSerializer(library.versions(), many=True).data})


class OneTemplate(APIView):
    """GET templates/indramayu@1/, or templates/indramayu/ for the newest."""

    @extend_schema(summary="A template version, whole", responses={200: WholeTemplateSerializer, 404: ProblemShape})
    def get(self, request: Request, reference: str) -> Response:
        """The document as it was published, each fact with its status and source."""
        return Response(WholeTemplateSerializer(library.version(reference)).data)
