"""Owns what the national and the regional offices ask by API: the registry of indicators, and the comparison."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import viewer_of
from api.permissions import IsOffice
from api.v1.serializers.shared import ComparisonShape, FactsShape, IndicatorListShape, ProblemShape
from core.errors import Refused
from national import selectors as national
from national.indicators import REGISTRY
from national.presentation import OVERVIEW_COLUMNS, PROFILE_COLUMNS, as_facts, overview_rows, profile_rows
from national.rights import regions_of

PERIOD = OpenApiParameter("period", str, required=True, description="month, such as 2026-10")


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
            PERIOD,
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


class Overview(APIView):
    """GET national/overview/?period=…: every indicator of a month."""

    permission_classes = [IsOffice]

    @extend_schema(
        summary="Every indicator of a month", parameters=[PERIOD], responses={200: FactsShape, 422: ProblemShape}
    )
    def get(self, request: Request) -> Response:
        """The columns of the page's file as JSON; a regional office gets its own region."""
        found = national.overview(_asked(request, "period"), regions_of(viewer_of(request)))
        return _facts(OVERVIEW_COLUMNS, overview_rows(found), demo=found.demo)


class Profile(APIView):
    """GET national/prisons/<code>/?period=…: one prison, month by month, with its peers in the month asked for."""

    permission_classes = [IsOffice]

    @extend_schema(
        summary="One prison beside its peers", parameters=[PERIOD], responses={200: FactsShape, 404: ProblemShape}
    )
    def get(self, request: Request, prison: str) -> Response:
        """The columns of the page's file as JSON; another region's prison is refused."""
        found = national.profile(prison, _asked(request, "period"), regions_of(viewer_of(request)))
        return _facts(PROFILE_COLUMNS, profile_rows(found), demo=found.demo)


def _facts(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, demo: bool) -> Response:
    """Lines of a file as objects: an empty cell is null, for nothing is told there."""
    results = [dict(zip(columns, (None if cell == "" else cell for cell in row), strict=True)) for row in rows]
    return Response({"demo": demo, "results": results})


def _asked(request: Request, name: str) -> str:
    value: str = request.query_params.get(name, "")
    if not value:
        rule = _("This parameter is needed.")
        raise Refused(code="parameter-missing", field=name, value="", rule=rule)
    return value
