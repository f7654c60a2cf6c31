"""Owns how an application's state is told: a word, what happens next, and the prison's address once it is there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.replication.models import Application
from tenants.addresses import prison_url

WORDS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "submitted": (_("Submitted"), _("The regional office looks at it next."), ""),
    "approved": (_("Being set up"), _("The prison's workspace is being made. This takes seconds."), "badge-brand"),
    "failed": (_("Set-up failed"), _("Nothing was left half done. The approver can try again."), "badge-bad"),
    "ready": (_("Ready"), _("The head has received an invitation by e-mail."), "badge-ok"),
    "declined": (_("Declined"), _("You can send a new application."), "badge-warn"),
}


@dataclass(frozen=True)
class Standing:
    """One application as a page shows it."""

    application: UUID
    code: str
    name: str
    state: str
    word: str | Promise
    next: str | Promise
    badge: str
    reason: str
    template: str
    programs: tuple[str, ...]
    submitted_at: datetime
    provisioned_at: datetime | None
    seconds: float | None
    address: str


def standing(application: Application) -> Standing:
    """How an application stands; the address is empty until the prison is ready."""
    word, following, badge = WORDS[application.state]
    is_ready = application.state == "ready"
    return Standing(
        application=application.pk,
        code=application.code,
        name=application.name,
        state=application.state,
        word=word,
        next=following,
        badge=badge,
        reason=application.declined_reason or application.failure,
        template=application.template_reference,
        programs=tuple(application.programs),
        submitted_at=application.submitted_at,
        provisioned_at=application.provisioned_at,
        seconds=application.seconds,
        address=prison_url(f"{application.slug}.{settings.BASE_HOST}") if is_ready else "",
    )
