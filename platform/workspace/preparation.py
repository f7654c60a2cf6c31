"""Owns bringing an installation to this version: everything in public, the shipped template, words and static files."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from core.assets import make_assets
from core.catalogues import ensure_compiled
from core.logins import become_owner
from marketplace.trade.services import load_reference as load_trade_rules
from national.services import load_targets
from programs.library.document import DOCUMENTS
from programs.library.services import publish_template
from tenants.installation import prepare_public
from tenants.isolation.acting import acting_as


def prepare_installation() -> None:
    """Bring database, catalogues, typefaces and static files to this version. Safe to repeat; leaves the owner's login in use."""
    prepare_content()
    ensure_compiled(settings.BASE_DIR)
    make_assets(settings.ASSETS)
    collect_static()


def prepare_content() -> None:
    """Bring the database to this version: public schema and rights, reference data of every app, shipped templates."""
    become_owner()
    prepare_public()
    with acting_as("owner"):
        for path in sorted(DOCUMENTS.glob("*.yaml")):
            publish_template(path, by="system")
        load_trade_rules()
        load_targets()


def collect_static() -> bool:
    """Collect static files when one of them is younger than the last collection; returns whether it did."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    collected = manifest.stat().st_mtime if manifest.exists() else 0.0
    if collected > _newest_source():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def _newest_source() -> float:
    return max(
        (
            Path(storage.path(name)).stat().st_mtime
            for finder in get_finders()
            for name, storage in finder.list(ignore_patterns=None)
        ),
        default=0.0,
    )
