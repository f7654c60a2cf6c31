"""Owns the promise that a clone has PostgreSQL and Valkey without anyone installing them.

`hold` starts the servers and keeps them while the lease lives. The addresses are known before
anything runs, so settings may read them at import time.
"""

from core.embedded.endpoints import broker_url, cache_url, database_url
from core.embedded.errors import EmbeddedError
from core.embedded.lease import Lease, hold
from core.embedded.paths import repository_root

__all__ = [
    "EmbeddedError",
    "Lease",
    "broker_url",
    "cache_url",
    "database_url",
    "hold",
    "repository_root",
]
