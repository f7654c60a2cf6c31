"""Owns the pages of people on a prison's host; nothing here is kept by a browser's or a proxy's cache."""
