"""Owns how a cell of a list of people is shown again: no register number or birth date in full, also in a wrong column."""

VISIBLE, LONGEST_SHOWN, MANY_DIGITS = 3, 40, 4
DATED = ("sentenced_on", "release_on")


def masked(register: str) -> str:
    """A register number as screens show it: the last three characters at most, and never more than half of it."""
    visible = min(VISIBLE, len(register) // 2)
    return "••••" + register[len(register) - visible :]


def shown(field: str, cell: str) -> str:
    """A cell as a message quotes it: register number masked, birth date as its shape, anything long cut."""
    text = " ".join("".join(each if each.isprintable() else " " for each in cell).split())
    if field == "register_number" and text:
        return masked(text)
    digits = sum(each.isdigit() for each in text)
    if field == "birth_date" or (field not in DATED and digits >= MANY_DIGITS):
        text = "".join("•" if each.isalnum() else each for each in text)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
