"""Owns reading what is offered: listings by filter, one listing, sellers, and the counted numbers of the home page."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import NotFound
from marketplace.catalogue.models import Listing, Seller


@dataclass(frozen=True)
class Numbers:
    """What is on offer at this moment: prisons with at least one free piece, products of them, free pieces."""

    prisons: int
    products: int
    pieces: int


@dataclass(frozen=True)
class Choices:
    """What the catalogue can be narrowed to: (code, name) of programs and of prisons with a listing."""

    programs: list[tuple[str, str]]
    prisons: list[tuple[str, str]]


def numbers() -> Numbers:
    """The home page's numbers, counted now (product rule 25)."""
    counted = Listing.objects.filter(available__gt=0).aggregate(
        prisons=Count("prison_code", distinct=True), products=Count("pk"), pieces=Sum("available", default=0)
    )
    return Numbers(**counted)


def offers(*, text: str = "", program: str = "", prison: str = "") -> QuerySet[Listing]:
    """Listings whose names or prison hold every word of `text`, of a program and of a prison when given.

    What is available comes first, then by name of the product and of the prison; sellers are joined.
    """
    chosen = Listing.objects.select_related("seller").annotate(is_available=Q(available__gt=0))
    for word in text.split():
        chosen = chosen.filter(
            Q(title_id__icontains=word)
            | Q(title_en__icontains=word)
            | Q(title_es__icontains=word)
            | Q(prison_name__icontains=word)
        )
    if program:
        chosen = chosen.filter(program_code=program)
    if prison:
        chosen = chosen.filter(prison_code=prison)
    return chosen.order_by("-is_available", "title_id", "prison_name")


def choices() -> Choices:
    """What the catalogue's form offers: two queries."""
    title = "program_title_id" if (get_language() or "id").startswith("id") else "program_title_en"
    programs = Listing.objects.order_by(title).values_list("program_code", title).distinct()
    prisons = Listing.objects.order_by("prison_name").values_list("prison_code", "prison_name").distinct()
    return Choices(list(programs), list(prisons))


def listing(prison: str, product: str) -> Listing:
    """One listing with its seller; raises NotFound (field product)."""
    found = Listing.objects.select_related("seller").filter(prison_code=prison, product_code=product).first()
    if found is None:
        rule = _("There is no such product in the catalogue.")
        raise NotFound(code="listing-missing", field="product", value=product[:40], rule=rule)
    return found


def listings(ids: Collection[UUID]) -> list[Listing]:
    """Listings by id with their sellers, by seller and product; unknown ids are left out."""
    found = Listing.objects.select_related("seller").filter(pk__in=ids)
    return list(found.order_by("prison_name", "prison_code", "seller", "title_id"))


def listings_of(products: Collection[tuple[str, str]]) -> dict[tuple[str, str], Listing]:
    """Listings by (prison code, product code); what is not listed is left out."""
    prisons, codes = {prison for prison, _product in products}, {product for _prison, product in products}
    found = Listing.objects.select_related("seller").filter(prison_code__in=prisons, product_code__in=codes)
    wanted = set(products)
    by_pair = {(each.prison_code, each.product_code): each for each in found}
    return {pair: each for pair, each in by_pair.items() if pair in wanted}


def free_pieces(prison: str) -> dict[str, int]:
    """Pieces of a prison that nobody has reserved, by product."""
    return dict(Listing.objects.filter(prison_code=prison).values_list("product_code", "available"))


def sellers_of(prison: str) -> list[Seller]:
    """The sellers of record of a prison: its work unit first, then its cooperative."""
    return list(Seller.objects.filter(prison_code=prison).order_by("-kind"))
