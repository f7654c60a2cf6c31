"""Owns what a request knows about who asks: read once as the gate, frozen before any prison is entered."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from core.errors import Forbidden
from tenants.words import role_words

NATIONAL_ROLES = ("analyst", "publisher")


@dataclass(frozen=True)
class Place:
    """An onboarded prison as the register knows it; holds nothing from its schema."""

    code: str
    name: str
    kind: str
    timezone: str
    host: str
    is_demo: bool


@dataclass(frozen=True)
class Claim:
    """One membership that holds today: a role at a prison, in a region, or (both None) in the nation."""

    role: str
    prison: str | None
    region: str | None


@dataclass(frozen=True)
class Viewer:
    """Who asks, with every right they hold today. `prison` is the prison whose host was called, None on the public one.

    `factor` is what this session has shown: "full" (the code of the second factor), "pin" (on an enrolled tablet), or "".
    A program's token says "token", or "token-reads" when it may not write.
    """

    account: UUID | None = None
    email: str = ""
    name: str = ""
    claims: tuple[Claim, ...] = ()
    prison: Place | None = None
    factor: str = ""

    @property
    def actor(self) -> str:
        """How audit entries name the viewer: the account id, or "anonymous"."""
        return str(self.account) if self.account else "anonymous"

    def roles_at(self, prison_code: str) -> frozenset[str]:
        """The viewer's roles at one prison."""
        return frozenset(claim.role for claim in self.claims if claim.prison == prison_code)

    @property
    def roles_here(self) -> frozenset[str]:
        """The viewer's roles at the prison whose host was called; none on the public host."""
        return self.roles_at(self.prison.code) if self.prison else frozenset()

    @property
    def national_roles(self) -> frozenset[str]:
        """The viewer's regional and national roles."""
        return frozenset(claim.role for claim in self.claims if claim.prison is None)

    @property
    def regions(self) -> frozenset[str]:
        """Codes of the regional offices the viewer acts for."""
        return frozenset(claim.region for claim in self.claims if claim.region)

    def require_here(self, *roles: str) -> None:
        """Raise Forbidden unless the viewer holds one of `roles` at this prison."""
        self._require(self.roles_here, roles)

    def require_national(self, *roles: str) -> None:
        """Raise Forbidden unless the viewer holds one of `roles` in a region or the nation."""
        self._require(self.national_roles, roles)

    def require_full_factor(self) -> None:
        """Raise Forbidden (code `factor-needed`) unless the second factor was used in this session.

        Money, exports, overrides and members call it; the middleware answers with the page that asks for the code.
        """
        if self.factor != "full":
            rule = _("This needs the code of your second factor.")
            raise Forbidden(code="factor-needed", field="factor", value=self.factor or "-", rule=rule)

    def _require(self, held: frozenset[str], roles: tuple[str, ...]) -> None:
        if not held.intersection(roles):
            rule = _("This needs one of the roles: %(roles)s.") % {"roles": ", ".join(map(role_words, roles))}
            raise Forbidden(code="role-missing", field="role", value=", ".join(sorted(held)) or "-", rule=rule)
