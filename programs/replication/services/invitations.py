"""Owns how staff come in: an account, a dated role at a prison, and a mail with a link that works once."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from accounts.services import invite, open_account
from core import audit, jobs
from core.errors import Refused
from programs.replication.models import Application
from tenants.selectors import by_code, members_of
from tenants.services import grant_membership


def invite_member(
    email: str,
    *,
    role: str,
    prison: str,
    name: str = "",
    starts: date | None = None,
    until: date | None = None,
    decree: str = "",
    deputy: str = "",
    lent_by: str | None = None,
    by: str,
) -> str | None:
    """Give an address a role at a prison from `starts` (today if None), and send it an invitation after commit.

    Returns the invitation's address, None for an account that has a password: it is told, and signs in like always.
    `until` is the first day without the role. The caller acts as the gate or the owner. Raises NotFound for an unknown
    prison, Refused for a malformed address, an end that is past or a deputy head without decree and date, Conflict
    when the account holds the role already.
    """
    place = by_code(prison)
    _check_deputy(role, until, decree, prison)
    with transaction.atomic():
        account = open_account(email, name=name)
        grant_membership(
            account.pk,
            role=role,
            prison=place.code,
            starts=starts,
            until=until,
            decree=decree,
            deputy=deputy,
            lent_by=lent_by,
            by=by,
        )
        _tell(account.pk, prison)
        return invite(account, target=_target(prison))


def invite_again(application: Application, *, by: str) -> str | None:
    """A new invitation for the head an onboarded prison was applied for with; None once that head has signed in."""
    waiting = [
        member
        for member in members_of(application.code)
        if member.role == "head" and member.email == application.admin_email and not member.has_signed_in
    ]
    if not waiting:
        return None
    audit.record("invitation.repeated", by=by, subject=f"account:{waiting[0].account}", prison=application.code)
    _tell(waiting[0].account, application.code)
    return invite(accounts.account(waiting[0].account), target=_target(application.code))


def send_invitation(account: UUID, *, prison: str) -> None:
    """Mail an account the way into a prison: a new one-time link, or the place itself when it has a password.

    Acts as the gate. The mail holds the prison's name and the link, nothing else about anyone.
    """
    invited, place = accounts.account(account), by_code(prison)
    address = invite(invited, target=_target(prison))
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "prison": place.name,
            "address": address or f"{settings.ORIGIN}{_target(prison)}",
            "is_new": address is not None,
        }
        subject = _("Invitation to %(prison)s") % {"prison": place.name}
        send_mail(subject, render_to_string("replication/mail/invitation.txt", facts), None, [invited.email])


def _tell(account: UUID, prison: str) -> None:
    jobs.publish("replication.invitation_due", prison=prison, account=str(account))


def _target(prison: str) -> str:
    return f"/akun/masuk-ke/{prison}/"


def _check_deputy(role: str, until: date | None, decree: str, prison: str) -> None:
    """A second head is a deputy (Plh/Plt): named by a decree, for a dated range."""
    has_head = role == "head" and any(member.role == "head" for member in members_of(prison))
    if has_head and not (until and decree):
        rule = _("The prison has a head: a deputy needs the number of the decree and the day it ends.")
        raise Refused(code="deputy-undated", field="decree", value=decree, rule=rule)
