"""Owns the pages of the workshop on a prison's host: sessions, register, lots, stock."""
