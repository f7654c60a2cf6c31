"""Owns how a prison comes to exist in the database, and how all of them follow a new version."""
