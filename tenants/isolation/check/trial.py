"""Owns the trial of every pair for those who want to see it: what PostgreSQL itself answers, word for word."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from tenants.isolation import names
from tenants.isolation.acting import in_prison
from tenants.isolation.check.attempts import attempt

TABLE = "people_person"


@dataclass(frozen=True)
class Try:
    """One statement of one prison's role on a schema, with PostgreSQL's code and message; `code` "" was let through."""

    attacker: str
    victim: str
    role: str
    statement: str
    code: str
    message: str

    @property
    def is_own(self) -> bool:
        """A prison reading its own schema, which must work: else a refusal would prove nothing."""
        return self.attacker == self.victim

    @property
    def is_right(self) -> bool:
        """True when the wall did what it promises: let in at home, refused everywhere else for want of a right."""
        return self.code == ("" if self.is_own else "42501")


@dataclass(frozen=True)
class Trial:
    """Every try, by attacker and victim, and how long all of them took."""

    codes: tuple[str, ...]
    tries: tuple[Try, ...]
    seconds: float

    @property
    def refused(self) -> int:
        """Tries on other schemas that PostgreSQL refused."""
        return sum(each.is_right for each in self.tries if not each.is_own)

    @property
    def foreign(self) -> int:
        """Tries on other schemas."""
        return sum(not each.is_own for each in self.tries)

    @property
    def rows(self) -> list[tuple[str, list[Try]]]:
        """The tries of each attacker, in the order of the victims."""
        return [(code, [each for each in self.tries if each.attacker == code]) for code in self.codes]


def try_every_pair(codes: Sequence[str]) -> Trial:
    """Let each prison's role read every prison's persons, its own too. Login: the app's, which may become each role."""
    started = time.perf_counter()
    tries = tuple(_try(attacker, victim) for attacker in codes for victim in codes)
    return Trial(tuple(codes), tries, time.perf_counter() - started)


def _try(attacker: str, victim: str) -> Try:
    statement = f"SELECT 1 FROM {names.schema_of(victim)}.{TABLE} LIMIT 1"
    code = message = ""
    with in_prison(attacker):
        try:
            attempt(statement)
        except DatabaseError as error:
            cause = error.__cause__
            code = str(getattr(cause, "pgcode", "") or "-")
            message = str(cause or error).splitlines()[0]
    return Try(attacker, victim, names.role_of(attacker), statement, code, message)
