"""Owns what a superuser grants once per installation: three roles, two memberships, one database.

deploy/postgres/bootstrap.sql holds the same statements for administrators; a test compares them.
"""

from dataclasses import dataclass

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import encrypt_password

from core.embedded import credentials, paths
from core.embedded.errors import EmbeddedError


@dataclass(frozen=True)
class Statement:
    """One statement in psql's spelling, and the query with its arguments that finds it already done."""

    sql: str
    done: str
    names: tuple[str, ...]


def statements(prefix: str = credentials.PREFIX) -> tuple[Statement, ...]:
    """The bootstrap, in order. The owner inherits; the logins of app and tests must SET ROLE."""
    owner, app, test = f"{prefix}_owner", f"{prefix}_app", f"{prefix}_test"
    return (
        _login(owner, "NOSUPERUSER CREATEROLE CREATEDB INHERIT", "owner_password"),
        _login(app, "NOSUPERUSER NOINHERIT", "app_password"),
        Statement(f"CREATE DATABASE {prefix} OWNER {owner}", "SELECT FROM pg_database WHERE datname = %s", (prefix,)),
        _login(test, "NOSUPERUSER NOINHERIT", "test_password"),
        _membership(owner, test),
        _membership(app, test),
    )


def ensure(found: paths.Places) -> None:
    """Do what is missing of the bootstrap, as superuser. Raises EmbeddedError."""
    kept = credentials.load(found.root)
    try:
        session = psycopg2.connect(
            host=str(found.sockets),
            port=paths.DATABASE_PORT,
            user="postgres",
            password=kept.postgres,
            dbname="postgres",
            connect_timeout=10,
        )
    except psycopg2.OperationalError as error:
        raise EmbeddedError(
            f"the superuser cannot log in: {found.secrets} must be the one {found.postgres} was made with ({error})"
        ) from error
    try:
        session.autocommit = True
        _complete(session, kept)
    except psycopg2.Error as error:
        raise EmbeddedError(f"the roles could not be made: {error}") from error
    finally:
        session.close()


def _complete(session: Connection, kept: credentials.Secrets) -> None:
    with session.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement.done, statement.names)
            if cursor.fetchone() is None:
                cursor.execute(_with_passwords(statement.sql, session, kept))


def _with_passwords(sql: str, session: Connection, kept: credentials.Secrets) -> str:
    """Fill psql's variables with verifiers, so that no password reaches the server's log."""
    for login in ("owner", "app", "test"):
        variable = f":'{login}_password'"
        if variable in sql:
            password = kept.password(login)
            verifier = encrypt_password(password, credentials.role(login), session, "scram-sha-256")
            sql = sql.replace(variable, f"'{verifier}'")
    return sql


def _login(role: str, attributes: str, password: str) -> Statement:
    return Statement(
        f"CREATE ROLE {role} LOGIN {attributes} PASSWORD :'{password}'",
        "SELECT FROM pg_roles WHERE rolname = %s",
        (role,),
    )


def _membership(role: str, member: str) -> Statement:
    return Statement(
        f"GRANT {role} TO {member}",
        "SELECT FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole",
        (role, member),
    )
