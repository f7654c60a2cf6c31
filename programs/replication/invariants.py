"""Owns what must be true of applications: one that is ready has its prison."""

from collections.abc import Iterator

from programs.replication.models import Application
from tenants.selectors import names_of

ROLE = "national"
CHECKS = ("ready-application-has-prison",)


def violations() -> Iterator[str]:
    """Applications that say ready without a prison in the register."""
    ready = list(
        Application.objects.filter(provisioned_at__isnull=False).order_by("code").values_list("code", flat=True)
    )
    there = names_of(ready)
    for code in ready:
        if code not in there:
            yield f"ready-application-has-prison: {code} is not in the register"
