"""The command line of the translation catalogues: extract, list what is missing, fill, check, compile."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import catalogues
from core.message_sources import collect


class Command(BaseCommand):
    help = "Keep the translation catalogues under locale/ in step with the sources, without GNU gettext."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--extract", action="store_true", help="update the .po files from Python and templates")
        act.add_argument("--compile", action="store_true", help="write the .mo files that are stale")
        act.add_argument("--check", action="store_true", help="exit 1 and list what is not translated")
        act.add_argument("--missing", action="store_true", help="print the untranslated msgids as JSON")
        act.add_argument("--fill", type=Path, metavar="FILE", help="merge a JSON of translations; needs --language")
        parser.add_argument("--language", choices=catalogues.LANGUAGES)

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        chosen = [options["language"]] if options["language"] else list(catalogues.LANGUAGES)
        if options["extract"]:
            self._extract(root, chosen)
        elif options["compile"]:
            for path in catalogues.ensure_compiled(root):
                self.stdout.write(f"compiled {path.relative_to(root)}")
        elif options["check"]:
            self._check(root)
        elif options["missing"]:
            self._print_missing(root, options["language"])
        else:
            self._fill(root, options["language"], options["fill"])

    def _extract(self, root: Path, languages: list[str]) -> None:
        usage = collect(root)
        for language in languages:
            changes = catalogues.extract_catalogue(root, language, usage)
            self.stdout.write(f"{language}: {len(changes.added)} added, {len(changes.dropped)} dropped")
            for key in changes.dropped:
                self.stdout.write(f"  dropped {key!r}")

    def _check(self, root: Path) -> None:
        faults = catalogues.check(root)
        if faults:
            raise CommandError("\n".join(faults), returncode=1)
        self.stdout.write("catalogues are complete")

    def _print_missing(self, root: Path, language: str | None) -> None:
        usage = collect(root)
        if language:
            document: dict[str, Any] = catalogues.missing(root, language, usage)
        else:
            document = {each: catalogues.missing(root, each, usage) for each in catalogues.LANGUAGES}
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))

    def _fill(self, root: Path, language: str | None, path: Path) -> None:
        if language is None:
            raise CommandError("--fill needs --language, such as --language id", returncode=2)
        try:
            translations = json.loads(path.read_text("utf-8"))
            changed = catalogues.fill(root, language, translations)
        except (OSError, json.JSONDecodeError) as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        except catalogues.CatalogueError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{language}: {changed} filled")
