"""Owns when food may be ordered (product rule 19): at home, with valid papers, within its shelf life, on a short way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from core.errors import Refused
from marketplace.trade.services import keep_food_fresh, keep_food_home

if TYPE_CHECKING:
    from marketplace.catalogue.models import Listing
    from marketplace.orders.services.writing import Chosen
    from marketplace.trade.selectors import Screening


def check_food(chosen: Chosen, screening: Screening, *, province: str) -> None:
    """Raise Refused naming the line or the province when a food among the chosen may not go there now."""
    foods = [(number, each.listing) for number, each in enumerate(chosen) if each.listing.is_food]
    if foods:
        keep_food_home(screening, field="ship_to.country")
    for number, listing in foods:
        check_papers(listing, field=f"lines[{number}].product")
        shelf_life = listing.shelf_life_days or 0
        keep_food_fresh(shelf_life, origin=listing.province_code, destination=province, field="ship_to.province")


def check_papers(listing: Listing, *, field: str) -> None:
    """Raise Refused when a licence of a food has run out or its oldest batch is past its shelf life."""
    bar = listing.food_bar(clock.today(settings.TIME_ZONE))
    if bar == "batch":
        rule = _("The batch on offer is past its shelf life; the prison takes it back.")
        raise Refused(code="food-expired", field=field, value=listing.product_code, rule=rule)
    if bar:
        rule = _("The food licence or halal certificate has run out; the prison renews it first.")
        raise Refused(code="food-licence-expired", field=field, value=listing.product_code, rule=rule)
