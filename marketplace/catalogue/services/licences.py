"""Owns the licences of food (product rule 19): entered by one person of the prison, verified by another, dated."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import NotFound, Refused
from marketplace.catalogue.models import FoodLicence
from programs.library.selectors import AdoptedProduct, adopted_product

KINDS = ("sanitation", "spp-irt", "md")
LONGEST_NUMBER = 40
# product rule 26: what stands in a demonstration is recognised as such
DEMO_MARK = "CONTOH"


def enter_licence(
    prison: str,
    *,
    product: str,
    kind: str,
    number: str,
    valid_until: date,
    halal_number: str,
    halal_until: date,
    by: str,
) -> FoodLicence:
    """Enter or change the licence and the halal certificate of one food; both count once another person verifies them.

    Runs in the prison. `kind` is "sanitation", "spp-irt" or "md", and must be one that the product's shelf life needs.
    Raises NotFound (field product) for what no adopted program has; Refused for what is no food, another kind, a number
    that is empty, long or (in a demonstration) unmarked, and for a day that is past.
    """
    adopted = _food(prison, product)
    _check_kind(adopted, kind)
    facts = {
        "kind": kind,
        "number": _number(number, "number"),
        "valid_until": _ahead(valid_until, "valid_until"),
        "halal_number": _number(halal_number, "halal_number"),
        "halal_until": _ahead(halal_until, "halal_until"),
        "entered_by": by,
        "entered_at": clock.now(),
        "verified_by": "",
        "verified_at": None,
    }
    with transaction.atomic():
        licence, _is_new = FoodLicence.objects.update_or_create(
            prison_code=prison, product_code=product, defaults=facts
        )
        audit.record("licence.entered", by=by, subject=f"licence:{licence.pk}", prison=prison, product=product)
    return licence


def verify_licence(prison: str, *, product: str, by: str) -> FoodLicence:
    """Confirm that the papers were seen; from now on the food may be released. Again changes nothing.

    Raises NotFound without a licence, Refused when the same person entered it.
    """
    with transaction.atomic():
        there = FoodLicence.objects.select_for_update().filter(prison_code=prison, product_code=product)
        licence = there.first()
        if licence is None:
            rule = _("Enter the licence first.")
            raise NotFound(code="licence-missing", field="product", value=product[:40], rule=rule)
        if licence.verified_at is not None:
            return licence
        if licence.entered_by == by:
            rule = _("Another person than the one who entered the licence verifies it.")
            raise Refused(code="two-persons", field="verified_by", value=by, rule=rule)
        licence.verified_by, licence.verified_at = by, clock.now()
        licence.save(update_fields=["verified_by", "verified_at"])
        audit.record("licence.verified", by=by, subject=f"licence:{licence.pk}", prison=prison, product=product)
    return licence


def kinds_for(licences: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of food licence that a product of a template may be sold with; a national one always fits."""
    needed = {each.lower() for each in licences}
    return tuple(kind for kind in KINDS if kind in needed or kind == "md")


def valid_licence(prison: str, product: str, *, on: date) -> FoodLicence:
    """The verified licence of a food on a day; raises Refused (field product) when there is none."""
    licence = FoodLicence.objects.filter(prison_code=prison, product_code=product).first()
    if licence is None or not licence.is_valid_on(on):
        rule = _(
            "Food is offered only with its SPP-IRT or other food licence and its halal certificate, both with expiry."
        )
        raise Refused(code="food-licence-missing", field="product", value=product, rule=rule)
    return licence


def _food(prison: str, product: str) -> AdoptedProduct:
    adopted = adopted_product(prison, product)
    if not adopted.product.is_food:
        rule = _("Only food needs these licences.")
        raise Refused(code="not-food", field="product", value=product, rule=rule)
    return adopted


def _check_kind(adopted: AdoptedProduct, kind: str) -> None:
    fitting = kinds_for(adopted.product.licences)
    if kind not in fitting:
        rule = _("The shelf life of this product needs another licence: %(kinds)s.") % {"kinds": ", ".join(fitting)}
        raise Refused(code="licence-kind", field="kind", value=kind[:40], rule=rule)


def _number(text: str, field: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= LONGEST_NUMBER or not text.isprintable():
        rule = _("Write 1 to %(most)d characters in one line.") % {"most": LONGEST_NUMBER}
        raise Refused(code="text-length", field=field, value=text[:40], rule=rule)
    if settings.DEMO and not text.upper().startswith(DEMO_MARK):
        rule = _("In a demonstration every licence number starts with CONTOH.")
        raise Refused(code="demo-unmarked", field=field, value=text, rule=rule)
    return text


def _ahead(day: date, field: str) -> date:
    if day < clock.today(settings.TIME_ZONE):
        rule = _("This day is past: enter the licence that is valid now.")
        raise Refused(code="licence-expired", field=field, value=day.isoformat(), rule=rule)
    return day
