"""Owns the shape of what buyers see in the API: listings, prisons that sell, an order as it was placed."""

from typing import Any

from rest_framework import serializers

from marketplace.catalogue.models import Listing
from marketplace.orders.models import Quote


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


class SellerPrisonShape(serializers.Serializer[Any]):
    """A prison at work: where its pages are, and where on the map."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="lapas, rutan or lpka")
    prison_class = serializers.CharField()
    region = serializers.CharField(help_text="code of its regional office")
    demo = serializers.BooleanField(help_text="true when its figures are invented")


class SellerPrisonsShape(serializers.Serializer[Any]):
    """All of them, by name."""

    demo = serializers.BooleanField()
    results = SellerPrisonShape(many=True)


class BuyerShape(serializers.Serializer[Any]):
    """Who orders."""

    email = serializers.EmailField()
    name = serializers.CharField(max_length=120)
    country = serializers.CharField(help_text="name or two-letter code; unknown is reviewed")


class DestinationShape(serializers.Serializer[Any]):
    """Where it is sent; seen by the order role of the prison only (product rule 20)."""

    country = serializers.CharField()
    city = serializers.CharField(max_length=80)
    line = serializers.CharField(max_length=200)
    postcode = serializers.CharField(max_length=16)


class OrderLineShape(serializers.Serializer[Any]):
    """Pieces of one product of one prison."""

    prison = serializers.CharField()
    product = serializers.CharField()
    quantity = serializers.IntegerField(min_value=1)


class OrderRequestShape(serializers.Serializer[Any]):
    """An order over one or several prisons. The same key and body again: the same order; another body: 409."""

    idempotency_key = serializers.CharField(max_length=80)
    buyer = BuyerShape()
    ship_to = DestinationShape()
    lines = OrderLineShape(many=True)


class PlacedLineShape(serializers.Serializer[Any]):
    """Pieces at the price of the moment; whole rupiah."""

    product = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = serializers.IntegerField()
    amount = serializers.IntegerField()


class PlacedPartShape(serializers.Serializer[Any]):
    """What one prison sells, with a payment instruction of its own seller of record."""

    id = serializers.UUIDField()
    prison = serializers.CharField()
    number = serializers.CharField()
    seller = serializers.CharField()
    lines = PlacedLineShape(many=True)
    total = serializers.IntegerField(help_text="whole rupiah")
    reserved_until = serializers.DateTimeField()


class EvidenceShape(serializers.Serializer[Any]):
    """How complete the evidence file of a destination is."""

    have = serializers.IntegerField()
    needed = serializers.IntegerField()


class PlacedOrderShape(serializers.Serializer[Any]):
    """An order as it was placed; its parts sum to the total."""

    order = serializers.CharField(help_text="its number")
    id = serializers.UUIDField()
    parts = PlacedPartShape(many=True)
    total = serializers.IntegerField(help_text="whole rupiah")
    currency = serializers.CharField()
    destination = serializers.CharField()
    decision = serializers.CharField(help_text="domestic, allow_with_evidence or review")
    citation = serializers.CharField(allow_blank=True)
    evidence = EvidenceShape()


class QuoteRequestShape(serializers.Serializer[Any]):
    """Asks a prison for its price. The same key again: the same quote."""

    idempotency_key = serializers.CharField(max_length=80)
    prison = serializers.CharField(max_length=10)
    product = serializers.CharField(max_length=40)
    quantity = serializers.IntegerField(min_value=1, max_value=1_000_000)
    wish_on = serializers.DateField(default=None, allow_null=True)
    country = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=120)


class AskedQuoteShape(serializers.Serializer[Any]):
    """The quote as it was asked; its id is the secret link."""

    quote = serializers.CharField(help_text="its number")
    id = serializers.UUIDField()
    decision = serializers.CharField()


class QuoteSerializer(serializers.ModelSerializer[Quote]):
    """A quote and its answer; never the buyer's name or e-mail. Prices are whole rupiah for one unit."""

    prison = serializers.CharField(source="prison_code")
    product = serializers.CharField(source="product_code")

    class Meta:
        model = Quote
        fields = (
            "id",
            "number",
            "prison",
            "product",
            "quantity",
            "wish_on",
            "country",
            "decision",
            "asked_at",
            "ask_until",
            "answered_at",
            "unit_price",
            "valid_until",
            "note",
            "accepted_at",
            "declined_at",
        )
