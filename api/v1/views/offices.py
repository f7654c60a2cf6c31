"""Owns what the national and the regional offices ask by API: the registry of indicators, and the comparison."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.permissions import IsOffice
from api.v1.serializers.shared import ComparisonShape, IndicatorListShape, ProblemShape
from core.errors import Refused
from national import selectors as national
from national.indicators import REGISTRY
from national.presentation import as_facts
from national.rights import regions_of


class Indicators(APIView):
    """GET national/indicators/: what may be compared, and the months there are."""

    permission_classes = [IsOffice]

    @extend_schema(summary="Indicators and months", responses=IndicatorListShape)
    def get(self, request: Request) -> Response:
        """Each contract in the language asked for."""
        rows = [
            {
                "code": each.code,
                "version": each.version,
                "title": str(each.title),
                "numerator": str(each.numerator),
                "denominator": str(each.denominator),
                "definition": str(each.definition),
                "unit": each.unit,
                "direction": each.direction,
                "minimum_cell": each.minimum_cell,
                "source": str(each.source),
            }
            for each in REGISTRY.values()
        ]
        return Response({"periods": national.periods(), "results": rows})


class Comparison(APIView):
    """GET national/comparison/?indicator=…&period=…&peer=…&order=…."""

    permission_classes = [IsOffice]

    @extend_schema(
        summary="One indicator of one month, prisons side by side",
        parameters=[
            OpenApiParameter("indicator", str, required=True),
            OpenApiParameter("period", str, required=True, description="month, such as 2026-10"),
            OpenApiParameter("peer", str, description="kind, class or regional office, joined by commas"),
            OpenApiParameter("order", str, description="name, or low: by the lower bound of the interval"),
        ],
        responses={200: ComparisonShape, 404: ProblemShape, 422: ProblemShape},
    )
    def get(self, request: Request) -> Response:
        """The comparison as the page shows it; a regional office gets its own region."""
        asked = request.query_params
        found = national.comparison(
            _asked(request, "indicator"),
            _asked(request, "period"),
            asked.get("peer", ""),
            order=asked.get("order", "name"),
            regions=regions_of(viewer_of(request)),
        )
        return Response(as_facts(found))


def _asked(request: Request, name: str) -> str:
    value: str = request.query_params.get(name, "")
    if not value:
        rule = _("This parameter is needed.")
        raise Refused(code="parameter-missing", field=name, value="", rule=rule)
    return value
