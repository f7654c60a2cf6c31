"""Owns the shape of rows and answers in the API: what a buyer, a member of a prison or a program may know of each."""
