"""Owns the pages of replication: the template and the application for it, and the approval."""
