"""Owns the endpoints of version 1: each parses, calls the service or selector of the page, and shapes the answer."""
