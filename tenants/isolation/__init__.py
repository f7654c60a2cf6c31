"""Owns the wall between prisons: names, the switching backend, roles, row policies, and the check that tries them."""
