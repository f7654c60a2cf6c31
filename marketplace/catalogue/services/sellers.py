"""Owns the seller of record (product rule 14): opened by the prison, its account entered by one person, verified by another."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, NotFound, Refused
from marketplace.catalogue.models import Seller

KINDS = ("satker", "cooperative")
LENGTHS = {"name": 120, "tax_status": 40, "bank": 60, "account_number": 40, "account_holder": 120}
REQUIRED = ("name", "tax_status")
ACCOUNT = ("bank", "account_number", "account_holder")


def open_seller(
    prison: str,
    *,
    kind: str = "satker",
    name: str,
    tax_status: str,
    bank: str = "",
    account_number: str = "",
    account_holder: str = "",
    by: str,
) -> Seller:
    """Make the satuan kerja ("satker") or registered cooperative of a prison a seller of record; unverified.

    Runs in the prison or as the owner. Repeating it with the same name returns the seller that is there. Raises Refused
    for an unknown kind or a text that is empty or too long, Conflict when the prison has another seller of this kind.
    """
    if kind not in KINDS:
        rule = _("A seller of record is a government work unit or a registered cooperative.")
        raise Refused(code="seller-kind", field="kind", value=kind[:40], rule=rule)
    facts = _checked({"name": name, "tax_status": tax_status})
    account = {"bank": bank, "account_number": account_number, "account_holder": account_holder}
    if any(account.values()):
        facts |= {**_checked(account), "entered_by": by}
    with transaction.atomic():
        Seller.objects.bulk_create([Seller(prison_code=prison, kind=kind, **facts)], ignore_conflicts=True)
        seller = Seller.objects.get(prison_code=prison, kind=kind)
        if seller.name != facts["name"]:
            rule = _("This prison already has a seller of this kind: %(name)s.") % {"name": seller.name}
            raise Conflict(code="seller-taken", field="name", value=name[:120], rule=rule)
        audit.record("seller.opened", by=by, subject=f"seller:{seller.pk}", prison=prison, kind=kind)
    return seller


def enter_account(
    prison: str, *, kind: str = "satker", bank: str, account_number: str, account_holder: str, by: str
) -> Seller:
    """Enter or change the institution's bank account; it counts for nothing until another person verifies it.

    Raises NotFound without a seller, Refused (field bank, account_number or account_holder) for an empty or long text.
    """
    facts = _checked({"bank": bank, "account_number": account_number, "account_holder": account_holder})
    with transaction.atomic():
        seller = _locked(prison, kind)
        for field, value in {**facts, "entered_by": by, "verified_by": "", "verified_at": None}.items():
            setattr(seller, field, value)
        seller.save(update_fields=[*ACCOUNT, "entered_by", "verified_by", "verified_at"])
        audit.record("seller.account_entered", by=by, subject=f"seller:{seller.pk}", prison=prison)
    return seller


def verify_seller(prison: str, *, kind: str = "satker", by: str) -> Seller:
    """Confirm that the account is the institution's own; from now on buyers are told to pay into it.

    Raises NotFound without a seller, Refused when no account is entered or the same person entered it.
    """
    with transaction.atomic():
        seller = _locked(prison, kind)
        if not seller.account_number:
            raise Refused(
                code="account-missing", field="account_number", value="", rule=_("Enter the bank account first.")
            )
        if seller.entered_by == by:
            rule = _("Another person than the one who entered the account verifies it.")
            raise Refused(code="two-persons", field="verified_by", value=by, rule=rule)
        seller.verified_by, seller.verified_at = by, clock.now()
        seller.save(update_fields=["verified_by", "verified_at"])
        audit.record("seller.verified", by=by, subject=f"seller:{seller.pk}", prison=prison)
    return seller


def _locked(prison: str, kind: str) -> Seller:
    there = Seller.objects.select_for_update().filter(prison_code=prison, kind=kind)
    seller = there.first() if kind in KINDS else None
    if seller is None:
        rule = _("Enter the seller of record first.")
        raise NotFound(code="seller-missing", field="seller", value=kind[:40], rule=rule)
    return seller


def _checked(texts: dict[str, str]) -> dict[str, str]:
    """The texts without outer spaces; refuses what is empty, too long or holds a control character."""
    clean = {field: text.strip() for field, text in texts.items()}
    for field, text in clean.items():
        if not 0 < len(text) <= LENGTHS[field] or not text.isprintable():
            rule = _("Write 1 to %(most)d characters in one line.") % {"most": LENGTHS[field]}
            raise Refused(code="text-length", field=field, value=text[:40], rule=rule)
    return clean
