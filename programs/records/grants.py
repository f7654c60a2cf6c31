"""Owns which of a prison's records its role may not change."""

APPEND_ONLY = ("records_auditentry", "records_note")
