"""Owns what must always be true of the catalogue: each listing is sold by a seller of its own prison."""

from collections.abc import Iterator

from django.db.models import F

from marketplace.catalogue.models import Listing

ROLE = "storefront"
CHECKS = ("seller-of-its-prison",)


def violations() -> Iterator[str]:
    """Each broken rule as "check: what"."""
    for listing in Listing.objects.exclude(seller__prison_code=F("prison_code")):
        yield f"seller-of-its-prison: {listing} is sold by another prison's seller"
