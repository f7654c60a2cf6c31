"""Owns the look-up of prisons by host and code: cached for seconds in each process, because every request asks."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.errors import NotFound
from tenants.isolation import names
from tenants.models import Domain, Prison
from tenants.viewer import Place

_SECONDS = 30.0
_by_host: dict[str, tuple[float, Place]] = {}


def at_host(hostname: str) -> Place | None:
    """The prison at a host name (without port), or None. Acts as whoever may read the register (gate).

    Only found hosts are cached, so a prison answers the moment it is onboarded; a suspended one within 30 s.
    """
    cached = _by_host.get(hostname)
    if cached and cached[0] > time.monotonic():
        return cached[1]
    domain = Domain.objects.select_related("tenant").filter(domain=hostname, tenant__suspended_at=None).first()
    if domain is None:
        _by_host.pop(hostname, None)
        return None
    place = _place(domain.tenant, hostname)
    _by_host[hostname] = (time.monotonic() + _SECONDS, place)
    return place


def by_code(code: str) -> Place:
    """The prison with a code; raises NotFound (field `prison`)."""
    of_code = Domain.objects.select_related("tenant").filter(tenant_id=code, is_primary=True)
    domain = of_code.first() if names.CODE.fullmatch(code) else None
    if domain is None:
        rule = _("There is no prison with this code.")
        raise NotFound(code="prison-unknown", field="prison", value=code[:80], rule=rule)
    return _place(domain.tenant, domain.domain)


def onboarded_on(place: Place) -> date:
    """The day, in its own time zone, on which a prison began here."""
    began: datetime = Prison.objects.values_list("onboarded_at", flat=True).get(code=place.code)
    return began.astimezone(ZoneInfo(place.timezone)).date()


def every_code() -> list[str]:
    """Codes of all prisons that are not suspended, in order."""
    return list(Prison.objects.filter(suspended_at=None).order_by("code").values_list("code", flat=True))


def forget() -> None:
    """Empty this process's cache of hosts."""
    _by_host.clear()


def _place(prison: Prison, host: str) -> Place:
    return Place(prison.code, prison.name, prison.kind, prison.timezone, host, prison.is_demo)
