"""Owns targets: loaded from the newest published template, with status and source, drawn only where a row exists."""

from django.db import transaction

from national.indicators import REGISTRY
from national.models import Target
from programs.library import selectors as library
from programs.library.document import targets

TEMPLATE = "indramayu"


def load_targets() -> int:
    """Bring the targets to what the newest template version says; returns how many there are. Runs as the owner.

    A target that the document calls an ambition keeps that word as its status. Raises NotFound without a template.
    """
    version = library.version(TEMPLATE)
    entries = [entry for entry in targets(version.document) if entry.code in REGISTRY]
    with transaction.atomic():
        for entry in entries:
            facts = {
                "share": entry.value_pct / 100,
                "status": "ambition" if entry.kind == "ambition" else entry.status,
                "source": entry.source,
                "as_of": f"{version.published_at:%Y-%m-%d}",
            }
            Target.objects.update_or_create(indicator=entry.code, defaults=facts)
        Target.objects.exclude(indicator__in=[entry.code for entry in entries]).delete()
    return len(entries)
