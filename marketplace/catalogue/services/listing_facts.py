"""Owns what a release writes into a listing: names, price and quality of the adopted template, licences and batch of food."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.errors import Refused
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.licences import valid_licence
from programs.library.selectors import AdoptedProduct, adopted_programs, version
from tenants.selectors import province_of
from tenants.viewer import Place

MOST_LOTS = 12


def listed_facts(place: Place, adopted: AdoptedProduct, lots: list[str]) -> dict[str, Any]:
    """What buyers see of a product, from the template as adopted and from the lots that were released just now."""
    product = adopted.product
    program = next(each for each in adopted_programs(place.code) if each.code == adopted.program_code)
    return {
        "prison_name": place.name,
        "prison_slug": place.host.partition(".")[0],
        "province_code": province_of(place.code).code,
        "program_code": adopted.program_code,
        "program_title_id": program.title_id,
        "program_title_en": program.title_en,
        "title_id": product.title_id,
        "title_en": product.title_en,
        "title_es": product.title_es,
        "unit": product.unit,
        "price_idr": product.price_idr,
        "weight_g": product.weight_g,
        "is_food": product.is_food,
        "hs_candidates": list(product.hs_candidates),
        "quality": _quality(adopted),
        "lot_codes": sorted(set(lots))[-MOST_LOTS:],
    }


def food_facts(place: Place, adopted: AdoptedProduct, made_on: list[date]) -> dict[str, Any]:
    """Licences, oldest batch and shelf life of a food; raises Refused without a valid licence or past the shelf life.

    While older pieces are on offer their date stays, so nobody is promised a fresher piece than they may get.
    """
    today = clock.today(place.timezone)
    licence = valid_licence(place.code, adopted.product.code, on=today)
    shelf_life = adopted.product.shelf_life_days or 0
    batch = min([*made_on, *_on_offer(place.code, adopted.product.code)])
    if batch + timedelta(days=shelf_life) <= today:
        rule = _("A batch of %(day)s is past its shelf life: take it back or write it off before you release more.")
        day = batch.isoformat()
        raise Refused(code="food-expired", field="product", value=adopted.product.code, rule=rule % {"day": day})
    return {
        "licence_kind": licence.kind,
        "licence_number": licence.number,
        "licence_until": licence.valid_until,
        "halal_number": licence.halal_number,
        "halal_until": licence.halal_until,
        "batch_on": batch,
        "shelf_life_days": shelf_life,
    }


def _on_offer(prison: str, product: str) -> list[date]:
    """The date of the batch that is on offer already, if pieces of it are free."""
    there = Listing.objects.filter(prison_code=prison, product_code=product, available__gt=0)
    return [day for day in there.values_list("batch_on", flat=True) if day is not None]


def _quality(adopted: AdoptedProduct) -> list[dict[str, Any]]:
    """The checks a piece or its lot must pass, as the template has them."""
    program: Mapping[str, Any] = next(
        each for each in version(adopted.reference).document["programs"] if each["code"] == adopted.program_code
    )
    return [
        {
            "id": check["titles"]["id"],
            "en": check["titles"]["en"],
            "unit": check["unit"],
            "lower": check["lower"],
            "upper": check["upper"],
            "is_strict": check.get("limit_is") == "strict-upper",
            "is_every_piece": check["sampling"] == "every-piece",
        }
        for check in program["quality"]
    ]
