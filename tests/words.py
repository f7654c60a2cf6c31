"""Owns the words that tell of custody, which no certificate, its page or a neutral paper may say (product rule 6)."""

CUSTODY = (
    "lapas", "lembaga pemasyarakatan", "pemasyarakatan", "penjara", "rutan", "lpka", "bapas", "narapidana", "tahanan",
    "warga binaan", "wbp", "napi", "terpidana", "bebas", "prison", "custody", "inmate", "convict", "correctional",
    "jail", "cárcel", "prisión", "preso", "penitenciar",
)  # fmt: skip


def told_in(text: str, *more: str) -> list[str]:
    """Which of the words, or of `more`, a text says."""
    low = text.lower()
    return [word for word in (*CUSTODY, *more) if word in low and not _within(word, low)]


def _within(word: str, low: str) -> bool:
    """A longer word of the list already says it."""
    return any(word != longer and word in longer and longer in low for longer in CUSTODY)
