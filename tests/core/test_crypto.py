"""What is sealed for one prison's field opens nowhere else, and its fingerprint compares only there."""

import pytest
from cryptography.exceptions import InvalidTag

from core.crypto import fingerprint, seal, unseal


def test_what_was_sealed_opens_for_the_same_prison_and_field() -> None:
    assert unseal(seal("BI/12/2025", prison="IDM", field="register"), prison="IDM", field="register") == "BI/12/2025"


@pytest.mark.parametrize(("prison", "field"), [("GRT", "register"), ("IDM", "birth")])
def test_it_opens_for_no_other_prison_or_field(prison: str, field: str) -> None:
    with pytest.raises(InvalidTag):
        unseal(seal("BI/12/2025", prison="IDM", field="register"), prison=prison, field=field)


def test_sealing_twice_looks_different_and_tells_nothing() -> None:
    first, second = (seal("BI/12/2025", prison="IDM", field="register") for _ in range(2))
    assert first != second
    assert b"BI/12" not in first


def test_a_fingerprint_is_the_same_in_its_prison_only() -> None:
    assert fingerprint("A", prison="IDM", field="register") == fingerprint("A", prison="IDM", field="register")
    assert fingerprint("A", prison="IDM", field="register") != fingerprint("A", prison="GRT", field="register")
