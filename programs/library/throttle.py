"""Owns how often names may be tried on one certificate: so many times an hour from one address, and from all together."""

import hashlib

from django.core.cache import cache
from django.utils.translation import gettext as _

from core.errors import Refused

TRIES = {"address": 10, "certificate": 60}
SECONDS = 3600


def count_try(*, address: str, certificate: str) -> None:
    """Count one try; raises Refused (code `too-many`) past the limit of either. Addresses are kept as digests, an hour."""
    for kind, value in (("address", f"{certificate}/{address}"), ("certificate", certificate)):
        key = f"certificate/{kind}/{hashlib.sha256(value.encode()).hexdigest()}"
        cache.add(key, 0, SECONDS)
        try:
            tries = cache.incr(key)
        except ValueError:  # it ran out between the two
            tries = 1
        if tries > TRIES[kind]:
            rule = _("Names were tried too often. Wait an hour and try again.")
            raise Refused(code="too-many", field="name", value="…", rule=rule)
