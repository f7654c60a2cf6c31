"""Owns reading what is offered: listings by filter, one listing, a prison's front, sellers, licences, counted numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound
from marketplace.catalogue.models import FoodLicence, Listing, Seller, in_language, orderable_on
from programs.library.selectors import adopted_programs
from tenants import selectors as tenants
from tenants.viewer import Place

SHOWN_OF = 12  # so many times the shown number are looked at for variety
ORDERS = {
    "": ("-is_available", "title_id", "prison_name"),
    "price": ("price_idr", "title_id", "prison_name"),
    "price-down": ("-price_idr", "title_id", "prison_name"),
    "new": ("-created", "title_id", "prison_name"),
}


@dataclass(frozen=True)
class Numbers:
    """What can be ordered at this moment: prisons with at least one free piece, products of them, free pieces."""

    prisons: int
    products: int
    pieces: int


@dataclass(frozen=True)
class Choices:
    """What the catalogue can be narrowed to: (code, name) of programs, prisons and provinces with a listing."""

    programs: list[tuple[str, str]]
    prisons: list[tuple[str, str]]
    provinces: list[tuple[str, str]]


@dataclass(frozen=True)
class Training:
    """A program that a prison runs, named in the language of the page."""

    code: str
    title: str


@dataclass(frozen=True)
class Front:
    """A prison as buyers meet it: its name and province, what it trains in, what it offers, who sells."""

    place: Place
    province: str
    programs: list[Training]
    listings: list[Listing]
    sellers: list[Seller]


@dataclass(frozen=True)
class Selling:
    """A prison on the home page: how many products and pieces of it are free, and some of the products."""

    name: str
    address: str
    province: str
    products: int
    pieces: int
    some: list[Listing]


def numbers() -> Numbers:
    """The home page's numbers, counted now (product rule 25)."""
    counted = _orderable().aggregate(
        prisons=Count("prison_code", distinct=True), products=Count("pk"), pieces=Sum("available", default=0)
    )
    return Numbers(**counted)


def offers(
    *, text: str = "", program: str = "", prison: str = "", province: str = "", stock: str = "", sort: str = ""
) -> QuerySet[Listing]:
    """Listings whose names or prison hold every word of `text`, of a program, a prison and a province when given.

    `stock` "now" leaves out what cannot be ordered now; `sort` is a key of ORDERS: as a rule what is available comes first,
    then by name of the product and of the prison. Sellers are joined.
    """
    chosen = Listing.objects.select_related("seller").annotate(is_available=_orderable_now())
    for word in text.split():
        chosen = chosen.filter(
            Q(title_id__icontains=word)
            | Q(title_en__icontains=word)
            | Q(title_es__icontains=word)
            | Q(prison_name__icontains=word)
        )
    for field, value in (("program_code", program), ("prison_code", prison), ("province_code", province)):
        if value:
            chosen = chosen.filter(**{field: value})
    if stock == "now":
        chosen = chosen.filter(is_available=True)
    return chosen.order_by(*ORDERS.get(sort, ORDERS[""]), "pk")


def showcase(most: int) -> list[Listing]:
    """Free listings for the home page, no product twice while there are others, programmes in turn. One query."""
    free = _orderable().select_related("seller").order_by("-created", "pk")[: most * SHOWN_OF]
    by_program: dict[str, list[Listing]] = {}
    seen: set[str] = set()
    for each in free:
        if each.product_code not in seen:
            seen.add(each.product_code)
            by_program.setdefault(each.program_code, []).append(each)
    rounds = zip_longest(*(by_program[code] for code in sorted(by_program)))
    return [each for together in rounds for each in together if each is not None][:most]


def choices() -> Choices:
    """What the catalogue's form offers: two queries."""
    rows = Listing.objects.order_by().values_list("program_code", "program_title_id", "program_title_en").distinct()
    programs = {code: in_language(indonesian, english) for code, indonesian, english in rows}
    there = (
        Listing.objects.order_by("prison_name").values_list("prison_code", "prison_name", "province_code").distinct()
    )
    prisons = list(there)
    names = province_names()
    provinces = {province: names.get(province, province) for _code, _name, province in prisons if province}
    return Choices(
        sorted(programs.items(), key=lambda one: one[1]),
        [(code, name) for code, name, _province in prisons],
        sorted(provinces.items(), key=lambda one: one[1]),
    )


def province_names() -> dict[str, str]:
    """Names of the provinces by code, English on an English page, else as Indonesia writes them. One query."""
    return {each.code: _province_name(each) for each in tenants.provinces()}


def selling(most: int) -> list[Selling]:
    """Prisons with free pieces, the most products first, then by name; three products of each. Three queries."""
    fields = ("prison_code", "prison_name", "prison_slug", "province_code")
    counted = _orderable().values(*fields)
    rows = list(
        counted.annotate(products=Count("pk"), pieces=Sum("available")).order_by("-products", "prison_name")[:most]
    )
    some: dict[str, list[Listing]] = {row["prison_code"]: [] for row in rows}
    for listing in _orderable().filter(prison_code__in=some).order_by("program_code", "-price_idr"):
        some[listing.prison_code].append(listing)
    names = province_names() if rows else {}
    return [
        Selling(
            row["prison_name"],
            row["prison_slug"] or row["prison_code"].lower(),
            names.get(row["province_code"], ""),
            row["products"],
            row["pieces"],
            _various(some[row["prison_code"]]),
        )
        for row in rows
    ]


def front(address: str) -> Front:
    """A prison by its slug or code; raises NotFound (field prison) for any other."""
    place = tenants.at_host(f"{address.lower()}.{settings.BASE_HOST}") or tenants.by_code(address.upper())
    return Front(
        place,
        _province_name(tenants.province_of(place.code)),
        [Training(each.code, in_language(each.title_id, each.title_en)) for each in adopted_programs(place.code)],
        list(offers(prison=place.code)),
        sellers_of(place.code),
    )


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


def licences_of(prison: str) -> dict[str, FoodLicence]:
    """The food licences of a prison by product."""
    return {each.product_code: each for each in FoodLicence.objects.filter(prison_code=prison)}


def _province_name(province: tenants.ProvinceFacts) -> str:
    return province.name_en if (get_language() or "id").startswith("en") else province.name_id


def _orderable() -> QuerySet[Listing]:
    return Listing.objects.filter(_orderable_now())


def _orderable_now() -> Q:
    return orderable_on(clock.today(settings.TIME_ZONE))


def _various(listings: list[Listing], most: int = 3) -> list[Listing]:
    """A few listings, of as many programs as there are."""
    first: dict[str, Listing] = {}
    for each in listings:
        first.setdefault(each.program_code, each)
    others = [each for each in listings if each not in first.values()]
    return [*first.values(), *others][:most]
