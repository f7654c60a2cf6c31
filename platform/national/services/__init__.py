"""Owns acts of the national tier: a prison publishes its figures, targets are loaded from the template."""

from national.services.publishing import announce, publish
from national.services.targets import load_targets

__all__ = ["announce", "load_targets", "publish"]
