"""Owns finding a prison in the register by name, city or province, with its figures, their source and their date."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from tenants.isolation import names
from tenants.models import KnownPrison, Prison

LONGEST_SEARCH = 80
MOST_FOUND = 12


@dataclass(frozen=True)
class KnownFacts:
    """A prison of the register, a sample with sources: what is known of it, how sure, and whether it is here already."""

    code: str
    name: str
    kind: str
    prison_class: str
    city: str
    province: str
    province_name: str
    office: str
    capacity: int | None
    population: int | None
    figures_status: str
    source: str
    as_of: str
    is_onboarded: bool


@dataclass(frozen=True)
class Found:
    """The first prisons that match a search, and how many there are in all."""

    prisons: tuple[KnownFacts, ...]
    total: int

    @property
    def more(self) -> int:
        """How many more match than are shown."""
        return self.total - len(self.prisons)


def search_known(text: str) -> Found:
    """Prisons of the register in whose code, name, city or province every word of `text` occurs, by name."""
    matching = Q()
    for word in text.strip()[:LONGEST_SEARCH].split():
        matching &= (
            Q(code__iexact=word)
            | Q(name__icontains=word)
            | Q(city__icontains=word)
            | Q(province__name_id__icontains=word)
            | Q(province__name_en__icontains=word)
        )
    rows = _rows().filter(matching)
    shown = tuple(_facts(row) for row in rows.order_by("name", "code")[:MOST_FOUND])
    return Found(shown, len(shown) if len(shown) < MOST_FOUND else rows.count())


def known_facts(code: str) -> KnownFacts | None:
    """What the register knows of the prison with a code; None when it knows none."""
    row = _rows().filter(code=code).first() if names.CODE.fullmatch(code) else None
    return _facts(row) if row else None


def _rows() -> QuerySet[KnownPrison]:
    here = Prison.objects.filter(code=OuterRef("code"))
    return KnownPrison.objects.select_related("province__regional_office").annotate(is_onboarded=Exists(here))


def _facts(row: KnownPrison) -> KnownFacts:
    province = row.province
    return KnownFacts(
        code=row.code,
        name=row.name,
        kind=row.kind,
        prison_class=row.prison_class,
        city=row.city,
        province=province.code,
        province_name=province.name_id if get_language() == "id" else province.name_en,
        office=province.regional_office.name,
        capacity=row.capacity,
        population=row.population,
        figures_status=row.figures_status,
        source=row.source,
        as_of=row.as_of,
        is_onboarded=row.is_onboarded,  # type: ignore[attr-defined] # annotated above
    )
