"""Owns the shape of rows in the API: what a buyer, a member of a prison or a program may know of each."""

from datetime import date
from typing import Any

from rest_framework import serializers

from marketplace.catalogue.models import Listing
from programs.people.models import Person
from programs.workshop.models import Session


class ListingSerializer(serializers.ModelSerializer[Listing]):
    """A product of a prison as everybody sees it. Prices are whole rupiah, weights grams."""

    prison = serializers.SerializerMethodField()
    titles = serializers.SerializerMethodField()
    seller = serializers.SerializerMethodField()
    program = serializers.CharField(source="program_code")
    product = serializers.CharField(source="product_code")

    class Meta:
        model = Listing
        fields = (
            "id",
            "prison",
            "program",
            "product",
            "titles",
            "unit",
            "price_idr",
            "weight_g",
            "is_food",
            "available",
            "seller",
        )

    def get_prison(self, listing: Listing) -> dict[str, str]:
        """Code and name."""
        return {"code": listing.prison_code, "name": listing.prison_name}

    def get_titles(self, listing: Listing) -> dict[str, str]:
        """The name in three languages."""
        return {"id": listing.title_id, "en": listing.title_en, "es": listing.title_es}

    def get_seller(self, listing: Listing) -> dict[str, Any]:
        """The seller of record (product rule 14)."""
        return {"name": listing.seller.name, "kind": listing.seller.kind, "tax_status": listing.seller.tax_status}


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
