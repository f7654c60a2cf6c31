"""Owns the shape of a complaint in the API: receipt, kind and days."""

from rest_framework import serializers

from programs.people.models import Complaint


class ComplaintSerializer(serializers.ModelSerializer[Complaint]):
    """A complaint without its text, its answer and who sent it."""

    class Meta:
        model = Complaint
        fields = ("id", "receipt", "category", "about", "received_at", "due_on", "answered_at", "closed_at")
