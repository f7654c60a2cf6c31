"""Owns the page that shows every token, component and chart once, so that pages are made from the same parts."""
