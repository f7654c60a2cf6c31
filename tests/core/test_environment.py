"""A bad environment stops the start with its name and rule, and never shows a secret."""

import pytest

from core import environment
from core.database_url import parse
from core.environment import BadEnvironment


def test_a_number_out_of_range_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SABUT_N", "-3")
    with pytest.raises(BadEnvironment, match="SABUT_N"):
        environment.number("SABUT_N", 1)


def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SABUT_F", "maybe")
    with pytest.raises(BadEnvironment, match="SABUT_F"):
        environment.flag("SABUT_F")


def test_a_missing_secret_stops_production() -> None:
    with pytest.raises(BadEnvironment, match="SABUT_NO_SUCH"):
        environment.secret("SABUT_NO_SUCH", None)


def test_an_address_becomes_connection_settings() -> None:
    facts = parse("postgresql://app:p%40ss@db.example:5433/sabut?sslmode=require")
    assert (facts["USER"], facts["PASSWORD"], facts["HOST"], facts["PORT"]) == ("app", "p@ss", "db.example", "5433")
    assert facts["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "postgresql://a:secret@b", "secret"])
def test_a_bad_address_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(BadEnvironment) as caught:
        parse(url)
    assert "secret" not in str(caught.value)
