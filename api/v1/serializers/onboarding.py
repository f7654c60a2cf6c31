"""Owns the shape of an application in the API: what is sent, and how it stands for who sent it and who decides."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from programs.replication.models import Application


class ApplicationRequestShape(serializers.Serializer[Any]):
    """What a prison is onboarded with; every rule is the form's."""

    code = serializers.CharField(max_length=10)
    name = serializers.CharField(max_length=120)
    province = serializers.CharField(max_length=2, help_text="two digits, such as 32")
    kind = serializers.CharField(max_length=10, help_text="lapas, rutan or lpka")
    prison_class = serializers.CharField(max_length=5, help_text="I, IIA, IIB, II or III")
    template = serializers.CharField(max_length=50, default="indramayu")
    programs = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=50, required=False, help_text="all when left out"
    )
    admin_email = serializers.EmailField(max_length=254, help_text="of the head, who is invited")
    scheme = serializers.CharField(max_length=40, default="", allow_blank=True)
    decree_number = serializers.CharField(max_length=80, default="", allow_blank=True)


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """How an application stands: submitted, approved, failed, ready or declined, with the reason."""

    state = serializers.CharField()
    province = serializers.CharField(source="province_code")
    template = serializers.CharField(source="template_reference")
    demo = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = (
            "id",
            "code",
            "name",
            "kind",
            "prison_class",
            "province",
            "template",
            "programs",
            "state",
            "submitted_at",
            "approved_at",
            "provisioned_at",
            "seconds",
            "declined_reason",
            "failure",
            "demo",
        )

    def get_demo(self, application: Application) -> bool:
        """True when its facts are invented."""
        return bool(settings.DEMO or application.is_demo)
