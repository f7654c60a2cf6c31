"""Owns reading applications: one by its id, those an approver may decide, and the live one of a code."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import Forbidden, NotFound
from programs.earnings.selectors import SchemeFacts, known_schemes
from programs.replication.models import Application
from tenants.selectors import provinces_of
from tenants.viewer import NATIONAL_ROLES, Viewer


def application(pk: UUID) -> Application:
    """The application with an id; raises NotFound (field `application`)."""
    found = Application.objects.filter(pk=pk).first()
    if found is None:
        rule = _("There is no application at this address.")
        raise NotFound(code="application-unknown", field="application", value=str(pk), rule=rule)
    return found


def live_application(code: str) -> Application | None:
    """The application of a prison code that was not declined, locked until the transaction ends."""
    return Application.objects.select_for_update().filter(code=code, declined_at=None).first()


def is_applied_for(code: str) -> bool:
    """Whether an application of a prison code waits or was approved."""
    return Application.objects.filter(code=code, declined_at=None).exists()


def decidable_by(viewer: Viewer) -> QuerySet[Application]:
    """Applications a viewer may decide, the newest first: the nation's roles all, a regional office its provinces."""
    rows = Application.objects.order_by("-submitted_at")
    if viewer.national_roles.intersection(NATIONAL_ROLES):
        return rows
    return rows.filter(province_code__in=provinces_of(viewer.regions))


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
