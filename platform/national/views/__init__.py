"""Owns the pages of the national workspace: one indicator, one month, prisons side by side."""

from national.views.comparison import compare, export

__all__ = ["compare", "export"]
