"""Owns the reserving of pieces: one conditional update per listing, so that two buyers never get the same piece."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import F

from marketplace.catalogue.models import Listing


def reserve(pieces: Mapping[UUID, int]) -> UUID | None:
    """Take pieces off several listings, always in the order of their ids, so that crossing orders never deadlock.

    Runs inside the caller's transaction. Returns None, or the first listing that has too few: the caller then rolls back.
    """
    for listing in sorted(pieces):
        wanted = pieces[listing]
        enough = Listing.objects.filter(pk=listing, available__gte=wanted)
        if not enough.update(available=F("available") - wanted):
            return listing
    return None


def give_back(pieces: Mapping[UUID, int]) -> None:
    """Put reserved pieces on offer again, in the same order of listings."""
    for listing in sorted(pieces):
        Listing.objects.filter(pk=listing).update(available=F("available") + pieces[listing])
