"""Owns the switch: role and search_path change in one statement, and a failed switch reads nothing (Django's ENGINE)."""

from functools import lru_cache
from typing import Any, NamedTuple

import psycopg2
import psycopg2.errors
from django.conf import settings
from django.db.utils import InternalError, OperationalError
from django_tenants.postgresql_backend import base

from core import embedded

SWITCH = "SELECT set_config('role', %s, false), set_config('search_path', %s, false), set_config('application_name', %s, false)"
PUBLIC = "public"


@lru_cache(maxsize=1)
def _hold_embedded_server() -> embedded.Lease:
    """Only a process that talks to the embedded server holds it, and until it ends."""
    return embedded.hold(settings.BASE_DIR)


class Acting(NamedTuple):
    """Who the connection acts as: a database role ("none" is the login itself) and a search_path."""

    role: str
    path: str


NOBODY = Acting("none", PUBLIC)


class SwitchFailed(OperationalError):
    """The wall could not be entered; the connection is closed. Never catch it inside a transaction."""


class DatabaseWrapper(base.DatabaseWrapper):
    """The django-tenants backend, with the role switched together with the path.

    Stock django-tenants swallows a failed SET search_path and goes on in the previous prison; this one raises.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.connection: Any = None
        self.wanted: Acting = NOBODY
        self.applied: Acting | None = None
        self._plain = False
        super().__init__(*args, **kwargs)

    def act(self, wanted: Acting, schema: str) -> None:
        """From the next statement on, act as `wanted`; `schema` names it for caches and storage."""
        self.wanted, self.schema_name = wanted, schema

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """django-tenants' own entry (migrate_schemas uses it): changes the path, keeps the role."""
        self.tenant, self.include_public_schema = tenant, include_public
        schema = tenant.schema_name
        path = schema if schema == PUBLIC or not include_public else f"{schema},{PUBLIC}"
        self.act(Acting(self.wanted.role, path), schema)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.settings_dict.get("EMBEDDED"):
            _hold_embedded_server()
        return super().get_new_connection(conn_params)

    def connect(self) -> None:
        self.applied = None
        super().connect()

    def close(self) -> None:
        self.applied = None
        super().close()

    def rollback(self) -> None:
        self.applied = None
        super().rollback()

    def _savepoint(self, sid: str) -> None:
        self._unswitched(super()._savepoint, sid)

    def _savepoint_commit(self, sid: str) -> None:
        self._unswitched(super()._savepoint_commit, sid)

    def _savepoint_rollback(self, sid: str) -> None:
        self._unswitched(super()._savepoint_rollback, sid)
        self.applied = None

    def _unswitched(self, act: Any, sid: str) -> None:
        """Savepoint statements run as whoever is current: they may come when only a rollback is possible."""
        self._plain = True
        try:
            act(sid)
        finally:
            self._plain = False

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._plain or self.applied == self.wanted:
            return
        switched = False
        try:
            with self.connection.cursor() as plain:
                plain.execute(SWITCH, (*self.wanted, self.wanted.role[:60]))
            self.applied, switched = self.wanted, True
        except psycopg2.errors.InFailedSqlTransaction as error:
            switched = True  # only a rollback can follow, and it gives back the role of before
            raise InternalError(str(error)) from error
        except psycopg2.Error as error:
            raise SwitchFailed(f"cannot act as {self.wanted}: {error}") from error
        finally:
            if not switched:
                self._abandon()

    def _abandon(self) -> None:
        """Close for good: inside atomic, Django's close() would only mark the connection."""
        self.close()
        if self.connection is not None:
            self.connection.close()
            self.connection = None
