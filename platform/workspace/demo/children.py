"""Owns the processes of the demonstration and what each may know: only the provisioning worker has the owner's login."""

import os
import sys
from typing import Literal

from django.conf import settings

from core import embedded, environment
from core.supervisor import Child

QUIET = "WARNING"


def children(port: int) -> list[Child]:
    """Web, worker, provisioning worker, beat and relay, each with its own environment."""
    app, owner = _environment("app", port), _environment("owner", port)
    celery = (sys.executable, "-m", "celery", "-q", "-A", "config")
    return [
        Child("web", _gunicorn(port), app),
        Child("worker", (*celery, "worker", "-Q", "work", "-c", "2", "-n", "work@%h", "-l", QUIET), app),
        Child("provision", (*celery, "worker", "-Q", "provision", "-c", "1", "-n", "provision@%h", "-l", QUIET), owner),
        Child("beat", (*celery, "beat", "-l", QUIET), app),
        Child("relay", (sys.executable, "manage.py", "relay"), app),
    ]


def _gunicorn(port: int) -> tuple[str, ...]:
    binds = ("--bind", f"127.0.0.1:{port}", "--bind", f"[::1]:{port}")
    # a browser opens connections ahead of need: a sync worker with no proxy before it would wait 30 seconds on such a one;
    # gthread lets go. One thread, for the wall expects one connection a process
    patient = ("--worker-class", "gthread", "--threads", "1")
    recycling = ("--max-requests", "1500", "--max-requests-jitter", "300")
    return (
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        *binds,
        *patient,
        "--preload",
        "--workers",
        "2",
        *recycling,
        "--log-level",
        "warning",
    )


def _environment(login: Literal["app", "owner"], port: int) -> dict[str, str]:
    name = {"app": "DATABASE_URL", "owner": "OWNER_DATABASE_URL"}[login]
    root = settings.BASE_DIR
    known = {key: value for key, value in os.environ.items() if key != "OWNER_DATABASE_URL"}
    return {
        **known,
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "platform"))),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": environment.text(name) or embedded.database_url(root, login),
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "CACHE_URL": settings.CACHE_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEY": settings.FIELD_KEY,
        "DEMO": "1",
        # true, and of no use to who tries the product in a container
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "ORIGIN": f"http://{settings.BASE_HOST}:{port}",
    }
