"""Owns which e-mail addresses are official: those at a domain of the reference file, with its source and date."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from core.reference import read_rows

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "official_domains.csv"


@dataclass(frozen=True)
class OfficialDomain:
    """A domain whose addresses speak for a body of the state; `is_demo` ones count only in the demonstration."""

    domain: str
    with_subdomains: bool
    is_demo: bool
    note: str
    source: str
    as_of: str

    def covers(self, host: str) -> bool:
        """Whether an address at `host` is one of this domain."""
        return host == self.domain or (self.with_subdomains and host.endswith(f".{self.domain}"))


def official_domains() -> list[OfficialDomain]:
    """The domains that count here, the narrowest first."""
    return [each for each in _domains() if settings.DEMO or not each.is_demo]


def official_domain(address: str) -> OfficialDomain | None:
    """The domain that makes an address official; None for any other address."""
    _name, _at, host = address.strip().lower().rpartition("@")
    return next((each for each in official_domains() if each.covers(host)), None)


@lru_cache(maxsize=1)
def _domains() -> tuple[OfficialDomain, ...]:
    rows = read_rows(REFERENCE, required={"domain", "with_subdomains", "use", "source", "as_of"})
    return tuple(
        OfficialDomain(
            row["domain"],
            row["with_subdomains"] == "yes",
            row["use"] == "demo",
            row["note"],
            row["source"],
            row["as_of"],
        )
        for row in rows
    )
