"""Owns the opening of accounts for staff: known by address, without a password until the invited person sets one."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account, OneTimeLink
from accounts.services.links import Purpose, address_of, issue_link, redeem_link
from core.errors import Refused

LONGEST_ADDRESS = 254


def checked_email(email: str) -> str:
    """An e-mail address in lower case; raises Refused (field `admin_email`) when it cannot be one."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        rule = _("An e-mail address looks like name@office.go.id.")
        raise Refused(code="email-malformed", field="admin_email", value=email[:80], rule=rule) from error
    if len(address) > LONGEST_ADDRESS:
        rule = _("An e-mail address has at most %(most)s characters.") % {"most": LONGEST_ADDRESS}
        raise Refused(code="email-malformed", field="admin_email", value=email[:80], rule=rule)
    return address


def open_account(email: str, *, name: str = "") -> Account:
    """The account with an address, made when there is none; a name is given where none is known. Its address counts as verified once its link is used.

    The caller acts as the gate or the owner.
    """
    address = checked_email(email)
    with transaction.atomic():
        there = Account.objects.filter(email=address).first()
        if there is not None:
            if name and not there.name:
                there.name = name
                there.save(update_fields=["name"])
            return there
        account = Account.objects.create_user(address, name=name)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)
        return account


def invite(account: Account, *, target: str) -> str | None:
    """The address of a new invitation that lets the account set its password and leads to the path `target`.

    None for an account that has a password already: it signs in like always.
    """
    if account.has_usable_password():
        return None
    token = issue_link(account, purpose=Purpose.INVITATION, host=settings.BASE_HOST, target=target)
    return address_of(token, purpose=Purpose.INVITATION)


def accept_invitation(token: str, *, password: str) -> OneTimeLink:
    """Use an invitation up and give its account this password (checked by the caller's form), in one transaction.

    Raises Refused (code `link-void`) as `redeem_link` does.
    """
    with transaction.atomic():
        link = redeem_link(token, purpose=Purpose.INVITATION, host=settings.BASE_HOST)
        link.account.set_password(password)
        link.account.save(update_fields=["password"])
    return link
