"""Owns the pictures of the running demonstration: twelve pages, desktop and phone, light and dark, by `make screenshots`."""

import argparse
import os
import shutil
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
SHOWN, ALL = ROOT / "docs" / "screenshots", ROOT / "var" / "screenshots"
DEVICES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
# what the README shows; everything else stays out of the repository
IN_README = {"storefront", "register", "national", "wall"}


@dataclass(frozen=True)
class Shot:
    """A page, and who looks at it: a role and a place of the demonstration's staff, or nobody."""

    name: str
    path: str
    role: str = ""
    place: str = ""


def _inside(name: str, path: str, role: str, place: str = "IDM") -> Shot:
    return Shot(name, f"/akun/masuk-ke/{place}/?ke={path}", role, place)


SHOTS = (
    Shot("tour", "/tur/"),
    Shot("storefront", "/"),
    Shot("catalogue", "/katalog/"),
    Shot("basket", "/tur/keranjang/?negara=US"),
    Shot("template", "/onboarding/"),
    Shot("application", "/tur/isi/"),
    _inside("prison-home", "/", "head"),
    _inside("register", "/tur/hari-pertama/", "officer"),
    _inside("money", "/keuangan/", "treasurer"),
    Shot("national", "/national/", "analyst", "nasional"),
    Shot("indicator", "/national/indikator/participation-all/", "analyst", "nasional"),
    Shot("wall", "/tur/tembok/"),
)


def main() -> int:
    """Take every picture; 1 when no demonstration answers."""
    parser = argparse.ArgumentParser(description="Pictures of the demonstration that runs on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs an event loop in this thread
    django.setup()
    if not _answers(port):
        sys.stderr.write(f"No demonstration answers on port {port}: run `make demo PORT={port}` in another terminal.\n")
        return 1
    _take_all(port)
    return 0


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/tur/", timeout=20):
            return True
    except (OSError, urllib.error.HTTPError):
        return False


def _take_all(port: int) -> None:
    from playwright.sync_api import sync_playwright

    for folder in (SHOWN, ALL):
        folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=os.getuid() != 0)
        for device, (width, height) in DEVICES.items():
            for theme in THEMES:
                for shot in SHOTS:
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=theme,
                        locale="id-ID",
                        is_mobile=device == "phone",
                    )
                    page = context.new_page()
                    page.goto(_address(shot, port), wait_until="networkidle")
                    path = _path(shot, device, theme)
                    page.screenshot(path=path)
                    sys.stdout.write(f"{path.relative_to(ROOT)}\n")
                    context.close()
        browser.close()


def _address(shot: Shot, port: int) -> str:
    from django.conf import settings

    from workspace.demo.links import sign_in_link
    from workspace.demo.staff import address

    settings.ORIGIN = f"http://{settings.BASE_HOST}:{port}"
    if not shot.role:
        return settings.ORIGIN + shot.path
    return sign_in_link(address(shot.role, shot.place), shot.path)


def _path(shot: Shot, device: str, theme: str) -> Path:
    is_shown = shot.name in IN_README and (device, theme) == ("desktop", "light")
    return (SHOWN if is_shown else ALL) / f"{shot.name}-{device}-{theme}.png"


if __name__ == "__main__":
    sys.exit(main())
