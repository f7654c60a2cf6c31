"""Owns reading the reference register: provinces with their regional office, and the known prisons, onboarded or not."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import NotFound
from tenants.models import Domain, KnownPrison, Prison, Province

_FACTS = ("code", "name", "kind", "prison_class", "city", "province_id")


@dataclass(frozen=True)
class ProvinceFacts:
    """A province, its names, its time zone and the code of its regional office."""

    code: str
    name_id: str
    name_en: str
    timezone: str
    region: str

    @property
    def name(self) -> str:
        """Its name in the reader's language: Indonesian, or else English."""
        return self.name_id if get_language() == "id" else self.name_en


@dataclass(frozen=True)
class RegisteredPrison:
    """A prison of the register (a sample with sources, not an official list)."""

    code: str
    name: str
    kind: str
    prison_class: str
    city: str
    province: str


def provinces() -> list[ProvinceFacts]:
    """Every province, by code."""
    rows = Province.objects.order_by("code").values_list("code", "name_id", "name_en", "timezone", "regional_office_id")
    return [ProvinceFacts(*row) for row in rows]


def province_of(prison: str) -> ProvinceFacts:
    """The province of an onboarded prison; raises NotFound (field `prison`)."""
    fields = ("code", "name_id", "name_en", "timezone", "regional_office_id")
    row = Prison.objects.filter(code=prison).values_list(*(f"province__{field}" for field in fields)).first()
    if row is None:
        rule = _("There is no prison with this code.")
        raise NotFound(code="prison-unknown", field="prison", value=prison[:80], rule=rule)
    return ProvinceFacts(*row)


def provinces_of(regions: Collection[str]) -> frozenset[str]:
    """Codes of the provinces of some regional offices."""
    return frozenset(Province.objects.filter(regional_office_id__in=regions).values_list("code", flat=True))


def known_prison(code: str) -> RegisteredPrison:
    """The known prison with a code; raises NotFound (field `code`)."""
    row = KnownPrison.objects.filter(code=code).values_list(*_FACTS).first()
    if row is None:
        rule = _("The register has no such prison.")
        raise NotFound(code="prison-not-known", field="code", value=code[:80], rule=rule)
    return RegisteredPrison(*row)


def host_owner(host: str) -> str | None:
    """The code of the prison that a host name (without port) belongs to, suspended or not; None when it is free."""
    found: str | None = Domain.objects.filter(domain=host).values_list("tenant_id", flat=True).first()
    return found


def names_of(codes: Collection[str]) -> dict[str, str]:
    """Names of onboarded prisons by code, for the codes that exist."""
    return dict(Prison.objects.filter(code__in=codes).values_list("code", "name"))


def region_of(code: str) -> str:
    """The regional office of an onboarded prison; raises NotFound (field `prison`)."""
    return province_of(code).region


def prisons_of(regions: Collection[str]) -> dict[str, str]:
    """Names by code of the onboarded prisons of some regional offices, by name."""
    rows = Prison.objects.filter(province__regional_office_id__in=regions, suspended_at=None)
    return dict(rows.order_by("name", "code").values_list("code", "name"))
