"""What would open the wall or lose data silently stops the start."""

import importlib.util
from typing import Any

import pytest

from core import checks


def test_a_sound_installation_passes() -> None:
    assert checks.driver_is_psycopg2() == checks.cursors_are_client_side() == checks.field_key_is_a_key() == []


def test_psycopg_3_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    assert [error.id for error in checks.driver_is_psycopg2()] == ["core.E001"]


def test_server_side_cursors_are_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "DISABLE_SERVER_SIDE_CURSORS", False)
    assert [error.id for error in checks.cursors_are_client_side()] == ["core.E002"]


@pytest.mark.parametrize("key", ["", "short", "c2hvcnQ=", "not base64 at all!"])
def test_a_malformed_field_key_is_refused(settings: Any, key: str) -> None:
    settings.FIELD_KEY = key
    assert [error.id for error in checks.field_key_is_a_key()] == ["core.E003"]
