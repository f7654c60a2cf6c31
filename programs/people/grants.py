"""Owns which of a prison's people tables its role may not change: none, changes are dated and audited."""

APPEND_ONLY: tuple[str, ...] = ()
