"""Owns the pages of orders: the buyer's on the public host, the staff's on their prison's."""
