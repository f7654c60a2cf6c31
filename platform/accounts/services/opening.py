"""Owns the opening of accounts for staff: known by address, without a password until the invited person sets one."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Account


def open_account(email: str, *, name: str = "") -> Account:
    """The account with an address, made when there is none. Its address counts as verified once its link is used.

    The caller acts as the gate or the owner.
    """
    with transaction.atomic():
        there = Account.objects.filter(email=email.strip().lower()).first()
        if there is not None:
            return there
        account = Account.objects.create_user(email, name=name)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)
        return account
