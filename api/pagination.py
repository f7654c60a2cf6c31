"""Owns pages of the API: by cursor, so that a list that grows neither repeats nor skips a row."""

from typing import Any

from django.conf import settings
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response


class Pages(CursorPagination):
    """`next` and `previous` are addresses or null; `demo` is true when figures are invented."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering: Any = "id"
    demo = False

    def get_paginated_response(self, data: Any) -> Response:
        demo = self.demo or settings.DEMO
        return Response(
            {"next": self.get_next_link(), "previous": self.get_previous_link(), "demo": demo, "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same answer in OpenAPI."""
        address = {"type": "string", "format": "uri", "nullable": True}
        properties = {"next": address, "previous": address, "demo": {"type": "boolean"}, "results": schema}
        return {"type": "object", "required": [*properties], "properties": properties}
