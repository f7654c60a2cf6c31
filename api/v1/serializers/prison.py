"""Owns the shape of a prison's rows in the API: what a member may know of each, by role."""

from datetime import date
from typing import Any

from rest_framework import serializers

from programs.people.models import Person
from programs.workshop.models import Lot, Session


class PersonSerializer(serializers.ModelSerializer[Person]):
    """A person as the register shows them: card number, short name, kind, programs of today. No register number."""

    name = serializers.CharField(source="short_name")
    programs = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ("id", "card_number", "name", "kind", "programs")

    def get_programs(self, person: Person) -> list[str]:
        """Codes of the programs the person is enrolled in on the day of the request."""
        day: date = self.context["day"]
        return sorted(each.program_code for each in person.enrolment_set.all() if day in each.during)


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A work session; closed, its register is fixed."""

    program = serializers.CharField(source="program_code")
    officer = serializers.CharField(source="officer.name")

    class Meta:
        model = Session
        fields = ("id", "program", "place", "day", "starts", "ends", "officer", "closed_at")


class StockShape(serializers.Serializer[Any]):
    """Pieces of one product at each place."""

    product = serializers.CharField()
    workshop = serializers.IntegerField()
    marketplace = serializers.IntegerField()


class StockAnswerShape(serializers.Serializer[Any]):
    """All products; there are few."""

    demo = serializers.BooleanField()
    results = StockShape(many=True)


class RegisterRowShape(serializers.Serializer[Any]):
    """One person of a session: card number and short name, the mark ("" while there is none), minutes so far."""

    person = serializers.IntegerField()
    card_number = serializers.CharField()
    short_name = serializers.CharField()
    state = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField()
    version = serializers.IntegerField(help_text="send it back: a mark that changed in between is refused with 409")
    day_minutes = serializers.IntegerField()
    week_minutes = serializers.IntegerField()
    is_near_cap = serializers.BooleanField(help_text="past 80 % of the hours of a day or a week")


class RegisterShape(serializers.Serializer[Any]):
    """The register of one session."""

    demo = serializers.BooleanField()
    session = serializers.IntegerField()
    results = RegisterRowShape(many=True)


class MarkShape(serializers.Serializer[Any]):
    """One line to enter: a reason of the register, minutes for who is present."""

    person = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    state = serializers.CharField(max_length=12)
    minutes = serializers.IntegerField(default=0, min_value=0, max_value=1440)
    version = serializers.IntegerField(default=None, allow_null=True, min_value=0, max_value=2**31 - 1)


class MarksShape(serializers.Serializer[Any]):
    """Lines entered together: all of them or none."""

    marks = MarkShape(many=True, allow_empty=False)


class KeyedMarkShape(MarkShape):
    """A mark that a device kept: its key, the version it was made over, and its own earlier marks it stands for."""

    key = serializers.UUIDField()
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="the one that was seen; 0 for none")
    replaces = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=200)


class KeyedMarksShape(serializers.Serializer[Any]):
    """Marks of one device, each person once; they may be sent again as often as needed."""

    marks = KeyedMarkShape(many=True, allow_empty=False, max_length=1000)  # type: ignore[call-arg] # of the list


class TheirsShape(serializers.Serializer[Any]):
    """What the register says instead."""

    state = serializers.CharField()
    minutes = serializers.IntegerField()
    version = serializers.IntegerField(help_text="send it with a new key to put your mark in place of this one")
    by = serializers.ChoiceField(["state", "instructor", "staff", "you"], help_text="who entered it")
    at = serializers.DateTimeField()


class MergedShape(serializers.Serializer[Any]):
    """What became of one mark."""

    key = serializers.UUIDField()
    person = serializers.IntegerField()
    outcome = serializers.ChoiceField(["saved", "already", "conflict", "refused"])
    version = serializers.IntegerField()
    theirs = TheirsShape(allow_null=True)
    code = serializers.CharField(allow_blank=True)
    rule = serializers.CharField(allow_blank=True)


class MergedMarksShape(serializers.Serializer[Any]):
    """One answer for each mark, in the order they were sent."""

    demo = serializers.BooleanField()
    results = MergedShape(many=True)


class LotSerializer(serializers.ModelSerializer[Lot]):
    """A lot and what came of its inspection; null while it waits. Never who made it."""

    program = serializers.CharField(source="program_code")
    product = serializers.CharField(source="product_code")
    accepted = serializers.SerializerMethodField()
    rejected = serializers.SerializerMethodField()

    class Meta:
        model = Lot
        fields = ("id", "code", "session", "program", "product", "made_on", "produced", "accepted", "rejected")

    def get_accepted(self, lot: Lot) -> int | None:
        """Pieces that passed."""
        return lot.inspection.accepted if hasattr(lot, "inspection") else None

    def get_rejected(self, lot: Lot) -> int | None:
        """Pieces that did not."""
        return lot.inspection.rejected if hasattr(lot, "inspection") else None


class PartLineShape(serializers.Serializer[Any]):
    """Pieces of one product."""

    product = serializers.CharField(source="product_code")
    quantity = serializers.IntegerField()
    unit_price = serializers.IntegerField(help_text="whole rupiah")


class PartShape(serializers.Serializer[Any]):
    """What a buyer ordered here; nothing of the buyer (product rule 20)."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.CharField()
    total = serializers.IntegerField(help_text="whole rupiah")
    placed_at = serializers.DateTimeField()
    lines = PartLineShape(many=True)
