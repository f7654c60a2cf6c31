"""Owns the pages of accounts beside allauth's: `entrance` lets in and out, `factor` is the second factor, `tokens` for programs."""
