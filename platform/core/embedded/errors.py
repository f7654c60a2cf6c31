"""Owns the one error an embedded server raises: a sentence that says what to do."""


class EmbeddedError(Exception):
    """The embedded servers cannot be used; the text is meant for the person at the terminal."""
