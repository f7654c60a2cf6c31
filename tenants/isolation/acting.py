"""Owns who the code acts as: the only two ways to leave `nobody` are `acting_as` and `in_prison`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import connection

from tenants.isolation import names
from tenants.isolation.base import PUBLIC, Acting, DatabaseWrapper


@contextmanager
def _acting(wanted: Acting, schema: str) -> Iterator[None]:
    wrapper = cast("DatabaseWrapper", connection)
    before, before_schema = wrapper.wanted, wrapper.schema_name
    wrapper.act(wanted, schema)
    try:
        yield
    finally:
        wrapper.act(before, before_schema)


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Within the block act as a shared role ("gate", "relay", "storefront", "national", "owner") in public.

    Nothing lazy may leave the block: a QuerySet evaluated outside runs as whoever is current there.
    Raises SwitchFailed at the first statement when the login may not become the role.
    """
    with _acting(Acting(names.shared_role(role), PUBLIC), PUBLIC):
        yield


@contextmanager
def in_prison(code: str) -> Iterator[None]:
    """Within the block act as one prison's role, in its schema and public.

    Raises Refused for a malformed code; SwitchFailed at the first statement when there is no such prison.
    """
    schema = names.schema_of(code)
    with _acting(Acting(names.role_of(code), f"{schema},{PUBLIC}"), schema):
        yield


@contextmanager
def owner_in(code: str) -> Iterator[None]:
    """Within the block act as the owner in a prison's schema: provisioning and the fleet only."""
    schema = names.schema_of(code)
    with _acting(Acting(names.shared_role("owner"), f"{schema},{PUBLIC}"), schema):
        yield


def current_prison() -> str | None:
    """The code of the prison the code acts in now, or None."""
    schema = cast("DatabaseWrapper", connection).schema_name
    return schema.removeprefix("prison_").upper() if schema.startswith("prison_") else None
