"""Owns the memory of a web worker: resident size after it has served pages."""

import os
import subprocess
import sys

import psutil

from core import embedded
from tests import databases
from tests.load.figures import row

SERVE = """
import os, sys
sys.path[:0] = sys.argv[1:3]
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.db import connection
connection.settings_dict['NAME'] = sys.argv[3]
from django.test import Client
for path in ('/', '/onboarding/', '/akun/login/', '/national/'):
    Client(headers={'host': 'localhost'}).get(path)
import psutil
print(psutil.Process().memory_info().rss)
"""


def measure(database: str) -> list[list[str]]:
    """A fresh process that loads the product and serves four pages."""
    url = os.environ.get("DATABASE_URL") or embedded.database_url(databases.ROOT, "app")
    # a fresh clone has collected no static files; the web of a bench serves them from their sources
    environment = {
        **os.environ,
        "SABUT_LIVE_STATIC": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": url,
    }
    command = [sys.executable, "-c", SERVE, str(databases.ROOT), str(databases.ROOT / "platform"), database]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    resident = int(done.stdout.split()[-1]) / 2**20
    here = psutil.Process().memory_info().rss / 2**20
    return [
        row(
            "web worker resident",
            f"{resident:.0f} MB",
            f"{here:.0f} MB this bench",
            None,
            "≤ 120 MB",
            met=resident <= 120,
        )
    ]
