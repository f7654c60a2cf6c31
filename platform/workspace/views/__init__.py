"""Owns the pages of the workspace: the doors between the hosts, a prison's first page, its members."""
