"""Owns which of a prison's money tables its role may not change: the ledger is append-only."""

APPEND_ONLY = ("earnings_posting", "earnings_premientry", "earnings_settlement")
