"""Owns reading applications: one by its id, an account's own, those an approver may decide, the live one of a code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import Forbidden, NotFound
from programs.earnings.selectors import SchemeFacts, known_schemes
from programs.replication.models import STATES, Application
from tenants.isolation.acting import acting_as
from tenants.selectors import members_of, official_domain, provinces_of
from tenants.viewer import NATIONAL_ROLES, Viewer

LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Invitation:
    """Where the head of an onboarded prison stands: invited, or signed in already."""

    email: str
    is_accepted: bool
    approved_at: datetime | None


def application(pk: UUID) -> Application:
    """The application with an id; raises NotFound (field `application`)."""
    found = Application.objects.filter(pk=pk).first()
    if found is None:
        rule = _("There is no application at this address.")
        raise NotFound(code="application-unknown", field="application", value=str(pk), rule=rule)
    return found


def own_applications(viewer: Viewer) -> QuerySet[Application]:
    """What the viewer's account has sent, the newest first; nothing for who is not signed in."""
    rows = Application.objects.order_by("-submitted_at")
    return rows.filter(submitted_by=viewer.actor) if viewer.account else rows.none()


def own_application(viewer: Viewer, pk: UUID) -> Application:
    """An application of the viewer's own; raises NotFound, or Forbidden for another account's."""
    found = application(pk)
    if viewer.account is None or found.submitted_by != viewer.actor:
        rule = _("Only who sent this application, and who decides on it, can read it.")
        raise Forbidden(code="not-the-applicant", field="application", value=str(pk), rule=rule)
    return found


def live_application(code: str) -> Application | None:
    """The application of a prison code that was not declined, locked until the transaction ends."""
    return Application.objects.select_for_update().filter(code=code, declined_at=None).first()


def live_of_code(code: str) -> Application | None:
    """The application of a prison code that was not declined."""
    return Application.objects.filter(code=code, declined_at=None).first()


def applied_codes(codes: list[str]) -> frozenset[str]:
    """Those of some prison codes that an application is open or approved for."""
    return frozenset(Application.objects.filter(code__in=codes, declined_at=None).values_list("code", flat=True))


def is_slug_applied_for(slug: str, *, besides: str) -> bool:
    """Whether an application of another prison asks for a host label."""
    return Application.objects.filter(slug=slug, declined_at=None).exclude(code=besides).exists()


def decidable_by(viewer: Viewer) -> QuerySet[Application]:
    """Applications a viewer may decide, the newest first: the nation's roles all, a regional office its provinces."""
    rows = Application.objects.order_by("-submitted_at")
    if viewer.national_roles.intersection(NATIONAL_ROLES):
        return rows
    return rows.filter(province_code__in=provinces_of(viewer.regions))


def filtered(rows: QuerySet[Application], *, state: str = "", text: str = "") -> QuerySet[Application]:
    """Of some applications those in a state, with every word of `text` in name or code; an unknown state limits nothing."""
    chosen = STATES.get(state, Q())
    for word in text[:LONGEST_SEARCH].split():
        chosen &= Q(name__icontains=word) | Q(code__icontains=word)
    return rows.filter(chosen)


def counts_by_state(rows: QuerySet[Application]) -> dict[str, int]:
    """How many of some applications stand in each state (one query)."""
    return rows.order_by().aggregate(**{state: Count("pk", filter=chosen) for state, chosen in STATES.items()})


def application_for(viewer: Viewer, pk: UUID) -> Application:
    """An application that a viewer may decide; raises NotFound, or Forbidden for another region's."""
    found = decidable_by(viewer).filter(pk=pk).first()
    if found is None:
        rule = _("Another regional office decides on this application.")
        raise Forbidden(code="other-region", field="application", value=str(application(pk).pk), rule=rule)
    return found


def offered_schemes() -> list[SchemeFacts]:
    """The split schemes an application may choose from: shares with a source, the most usual first."""
    shares = [facts for facts in known_schemes().values() if facts.method == "share" and facts.status != "illustrative"]
    return sorted(shares, key=lambda facts: not facts.is_default)


def official_address(viewer: Viewer) -> str:
    """An official address that the viewer controls: that of the account, or another one it has confirmed; "" for none.

    Whoever is signed in controls the account's own address: nobody enters before it is confirmed.
    """
    if viewer.account is None:
        return ""
    if official_domain(viewer.email):
        return viewer.email
    with acting_as("gate"):
        confirmed = list(
            EmailAddress.objects.filter(user_id=viewer.account, verified=True).values_list("email", flat=True)
        )
    return next((address.lower() for address in confirmed if official_domain(address)), "")


def invitation_of(application: Application) -> Invitation:
    """Whether the head that an application named has come in (read as the gate)."""
    with acting_as("gate"):
        heads = [each for each in members_of(application.code) if each.email == application.admin_email]
    accepted = any(each.has_signed_in for each in heads)
    return Invitation(application.admin_email, accepted, application.provisioned_at)
