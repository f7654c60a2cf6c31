"""Owns what pages load that is made from sources at set-up: two typefaces, one style sheet, one script. Never committed."""

from pathlib import Path

from core.assets.bundles import SCRIPT, SHEET, make_bundles
from core.assets.typefaces import make_typefaces

__all__ = ["SCRIPT", "SHEET", "make_assets"]


def make_assets(folder: Path) -> None:
    """Make what is missing or older than its sources under `folder`, which is one of the static folders."""
    make_typefaces(folder)
    make_bundles(folder)
