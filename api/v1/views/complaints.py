"""Owns complaints by API: the same ones as on the page, by days and kinds, never a text."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView

from api.authentication import viewer_of
from api.permissions import member
from api.v1.serializers.complaints import ComplaintSerializer
from api.v1.views.prison import PrisonPages, place_of
from core import clock
from programs.people import selectors as people
from programs.people.selectors.complaints import READERS


@extend_schema(
    summary="Complaints that the viewer may see",
    parameters=[
        OpenApiParameter("state", str, description="open (otherwise), overdue, answered or all"),
        OpenApiParameter("category", str, description="safety, treatment, work, money, health or other"),
    ],
)
class Complaints(ListAPIView[Any]):
    """GET complaints/?state=…&category=…: days and kinds of the complaints the viewer may see; texts are read on the page."""

    permission_classes = [member(*READERS)]
    serializer_class = ComplaintSerializer
    pagination_class = PrisonPages

    def get_queryset(self) -> QuerySet[Any]:
        """The same as on the page, by due date."""
        asked = self.request.GET
        today = clock.today(place_of(self.request).timezone)
        rows = people.complaints_for(viewer_of(self.request))
        state, category = asked.get("state", "open"), asked.get("category", "")
        return people.narrowed(rows, today=today, state=state, category=category)
