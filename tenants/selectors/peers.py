"""Owns who can be compared with whom: onboarded prisons with kind, class and region, and how many there are in all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import Refused
from tenants.models import CLASSES, KINDS, KnownPrison, Prison, Province, RegionalOffice

KINDS_AND_CLASSES = (KINDS, CLASSES)
_FACTS = (
    "code", "name", "kind", "prison_class", "province__regional_office_id", "is_demo", "onboarded_at", "province_id"
)  # fmt: skip


@dataclass(frozen=True)
class Peer:
    """An onboarded prison as a comparison sees it."""

    code: str
    name: str
    kind: str
    prison_class: str
    region: str
    is_demo: bool
    onboarded_at: datetime
    province: str


@dataclass(frozen=True)
class PeerGroup:
    """Kinds, classes, regional offices and provinces that a comparison is limited to; an empty set limits nothing."""

    kinds: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()

    def condition(self) -> Q:
        """The same limit for an onboarded and for a known prison."""
        chosen = Q(kind__in=self.kinds) if self.kinds else Q()
        chosen &= Q(prison_class__in=self.classes) if self.classes else Q()
        chosen &= Q(province_id__in=self.provinces) if self.provinces else Q()
        return chosen & _within(self.regions or None)


def peer_group(words: str) -> PeerGroup:
    """The group of "lapas", "IIB", "JABAR", "32" or several joined by commas; raises Refused (field `peer`) otherwise."""
    named = frozenset(word for word in words.split(",") if word)
    kinds, classes = named & frozenset(KINDS), named & frozenset(CLASSES)
    others = {word for word in named - kinds - classes if word.isprintable()}
    regions, provinces = _coded(RegionalOffice, others), _coded(Province, {word for word in others if word.isdecimal()})
    if unknown := sorted(named - kinds - classes - regions - provinces):
        rule = _("Peers are named by kind (%(kinds)s), class (%(classes)s), regional office or province code.") % {
            "kinds": ", ".join(KINDS),
            "classes": ", ".join(CLASSES),
        }
        raise Refused(code="peer-unknown", field="peer", value=unknown[0][:40], rule=rule)
    return PeerGroup(kinds, classes, regions, provinces)


def peers(group: PeerGroup, within: Collection[str] | None = None) -> list[Peer]:
    """Onboarded prisons of a group, by name; `within` limits them to regional offices, None does not."""
    rows = Prison.objects.filter(group.condition(), _within(within), suspended_at=None)
    return [Peer(*facts) for facts in rows.order_by("name", "code").values_list(*_FACTS)]


def count_of_group(group: PeerGroup, within: Collection[str] | None = None) -> int:
    """How many prisons the group has in all: known ones, and onboarded ones that the register does not know."""
    known = KnownPrison.objects.filter(group.condition(), _within(within))
    extra = Prison.objects.filter(group.condition(), _within(within)).exclude(
        code__in=KnownPrison.objects.values("code")
    )
    return int(known.count() + extra.count())


def demo_codes() -> frozenset[str]:
    """Codes of the prisons whose figures are invented (product rule 26)."""
    return frozenset(Prison.objects.filter(is_demo=True).values_list("code", flat=True))


def _coded(model: type[RegionalOffice] | type[Province], codes: set[str]) -> frozenset[str]:
    return frozenset(model.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else frozenset()


def _within(regions: Collection[str] | None) -> Q:
    return Q() if regions is None else Q(province__regional_office_id__in=regions)
