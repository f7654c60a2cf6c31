"""Owns `make bench`: every claim of speed beside what it is compared with, measured in one run on one scratch database."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run all benchmarks (or those named on the command line) and print one table."""
    sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from core.output import print_table
    from tests import databases
    from tests.load import calendar, importing, memory, national, onboarding, pages, rows, switching

    wanted = set(sys.argv[1:])
    results: list[list[str]] = []
    for module in (switching, rows, importing, memory, pages, national, onboarding, calendar):
        if not wanted or module.__name__.rsplit(".", 1)[-1] in wanted:
            with databases.clone() as name:
                results += module.measure(name)
    print_table(sys.stdout, ["what", "measured", "beside", "ratio", "goal", "met"], results)


if __name__ == "__main__":
    main()
