"""Owns the shape of lots in the API: what records one, what inspects one, and how one is answered."""

from typing import Any

from rest_framework import serializers

NUMBER: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class MakerShape(serializers.Serializer[Any]):
    """Who made how many pieces, in how many minutes, and at which step of the work if steps are told apart."""

    person = serializers.IntegerField(**NUMBER)
    pieces = serializers.IntegerField(min_value=1, max_value=1_000_000)
    minutes = serializers.IntegerField(default=0, min_value=0, max_value=420)
    step = serializers.CharField(
        default="", allow_blank=True, max_length=40, help_text="code of the template; of each maker or of none"
    )


class InputShape(serializers.Serializer[Any]):
    """What went in: a lot with pieces, or a material with a quantity in its unit. One of the two."""

    lot = serializers.IntegerField(default=None, allow_null=True, **NUMBER)
    pieces = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=1_000_000)
    material = serializers.IntegerField(default=None, allow_null=True, **NUMBER)
    quantity = serializers.DecimalField(default=None, allow_null=True, max_digits=11, decimal_places=3)


class NewLotShape(serializers.Serializer[Any]):
    """A lot made in a session."""

    session = serializers.IntegerField(**NUMBER)
    product = serializers.CharField(max_length=40)
    makers = MakerShape(many=True, allow_empty=False)
    inputs = InputShape(many=True, default=list)


class MeasuredShape(serializers.Serializer[Any]):
    """A value of one characteristic of the quality plan on one sample, in the unit of the plan."""

    characteristic = serializers.CharField(max_length=40)
    sample = serializers.IntegerField(min_value=1, max_value=200)
    value = serializers.DecimalField(max_digits=12, decimal_places=3)


class CauseShape(serializers.Serializer[Any]):
    """Why pieces did not pass: a characteristic of the plan, or "other" with a note."""

    verdict = serializers.ChoiceField(choices=["rejected", "rework"])
    cause = serializers.CharField(max_length=40)
    pieces = serializers.IntegerField(min_value=1, max_value=1_000_000)
    note = serializers.CharField(default="", allow_blank=True, max_length=200)


class VerdictShape(serializers.Serializer[Any]):
    """The verdict on a lot: the three numbers sum to its pieces."""

    accepted = serializers.IntegerField(min_value=0, max_value=1_000_000)
    rejected = serializers.IntegerField(min_value=0, max_value=1_000_000)
    rework = serializers.IntegerField(default=0, min_value=0, max_value=1_000_000)
    reason = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="needed when a critical value is outside and all passes"
    )
    measured = MeasuredShape(many=True, default=list)
    causes = CauseShape(many=True, default=list)


class LotAnswerShape(serializers.Serializer[Any]):
    """The lot that was recorded or inspected; `outside` counts values beyond the limits of the plan."""

    demo = serializers.BooleanField()
    id = serializers.IntegerField()
    code = serializers.CharField()
    kind = serializers.CharField()
    owner = serializers.CharField()
    produced = serializers.IntegerField()
    accepted = serializers.IntegerField(allow_null=True)
    outside = serializers.IntegerField(allow_null=True)
