"""Owns the memory of a prison's spreadsheets: under which headings which column stood for what."""

from django.db import models

from core import clock


class ColumnMapping(models.Model):
    """Files with these headings (a keyed hash of them) are read with these columns: field to column, from 0."""

    headings = models.CharField(max_length=64)
    mapping = models.JSONField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["headings"], name="people_columnmapping_headings")]

    def __str__(self) -> str:
        return self.headings[:8]
