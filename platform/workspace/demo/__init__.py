"""Owns the demonstration: real prisons with invented figures, played through the same services that officers use."""
