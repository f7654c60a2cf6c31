"""Owns the shape of what the library and the offices read: template versions, indicators, comparisons, problems."""

from typing import Any

from rest_framework import serializers

from programs.library.models import TemplateVersion


class ProblemShape(serializers.Serializer[Any]):
    """Problem details (RFC 9457): what is wrong, where, and by which rule."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    field = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    rule = serializers.CharField()
    citation = serializers.CharField(allow_blank=True)


class TemplateSerializer(serializers.ModelSerializer[TemplateVersion]):
    """A published version; it never changes, its digest (SHA-256 of the canonical JSON) names its content."""

    reference = serializers.SerializerMethodField()

    class Meta:
        model = TemplateVersion
        fields = ("reference", "digest", "published_at")

    def get_reference(self, version: TemplateVersion) -> str:
        """Such as indramayu@1."""
        return f"{version.template_code}@{version.number}"


class TemplateListShape(serializers.Serializer[Any]):
    """Every published version, newest first."""

    results = TemplateSerializer(many=True)


class WholeTemplateSerializer(TemplateSerializer):
    """A version with its document: every fact with status and source."""

    document = serializers.JSONField()

    class Meta(TemplateSerializer.Meta):
        fields = (*TemplateSerializer.Meta.fields, "document")  # type: ignore[assignment] # one more than the parent


class IndicatorShape(serializers.Serializer[Any]):
    """The contract of one indicator."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    numerator = serializers.CharField()
    denominator = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.CharField()
    minimum_cell = serializers.IntegerField(help_text="fewer people than this are not shown")
    source = serializers.CharField()  # type: ignore[assignment] # a column of this name, not DRF's option


class IndicatorListShape(serializers.Serializer[Any]):
    """The registry and the months there are."""

    periods = serializers.ListField(child=serializers.CharField())
    results = IndicatorShape(many=True)


class CoverageShape(serializers.Serializer[Any]):
    """How much of the group reports."""

    covered = serializers.IntegerField()
    total = serializers.IntegerField()
    text = serializers.CharField(help_text='such as "12 of 189"')


class ComparedShape(serializers.Serializer[Any]):
    """One prison; a suppressed row keeps its place and tells no value."""

    code = serializers.CharField()
    name = serializers.CharField()
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True, help_text="95 % interval")
    high = serializers.FloatField(allow_null=True)
    suppressed = serializers.BooleanField()
    final = serializers.BooleanField()
    computed_at = serializers.DateTimeField()


class ComparisonShape(serializers.Serializer[Any]):
    """One indicator of one month, prisons side by side with their intervals; nobody is ranked by a percentage."""

    indicator = serializers.CharField()
    version = serializers.IntegerField()
    unit = serializers.CharField()
    period = serializers.CharField()
    coverage = CoverageShape()
    definition = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # a column of this name, not DRF's option
    as_of = serializers.DateTimeField(allow_null=True)
    demo = serializers.BooleanField()
    rows = ComparedShape(many=True)


class FactsShape(serializers.Serializer[Any]):
    """Lines with the columns of the page's CSV file; null where nothing is told."""

    demo = serializers.BooleanField()
    results = serializers.ListField(child=serializers.DictField())


class ViewerShape(serializers.Serializer[Any]):
    """Who asks, and the roles they hold today."""

    account = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    prison = serializers.CharField(allow_null=True)
    roles = serializers.ListField(child=serializers.CharField())
    national_roles = serializers.ListField(child=serializers.CharField())
