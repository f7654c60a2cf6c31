"""Owns the papers of the workshop that leave with goods: the delivery note, in codes, with room for two signatures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.papers import code_image, paper
from tenants.viewer import Place

NOTE = Path(__file__).parent / "typesetting" / "delivery_note.typ"


def delivery_note(row: Any, *, places: Mapping[str, str], product: str, place: Place) -> bytes:
    """The PDF that goes with a consignment of goods: who sends what to whom at which price; it names no person."""
    content = row.goods
    labels = {
        "from": _("From"), "to": _("To"), "lot": _("Lot"), "product": _("Product"), "made": _("Made on"),
        "pieces": _("Pieces"), "price": _("Price of one piece"), "total": _("Total"), "sent": _("Sent on"),
        "handed": _("Handed over by"), "received": _("Received by"), "code": _("Consignment"),
    }  # fmt: skip
    facts = {
        "labels": labels,
        "from": places.get(row.sender_code, row.sender_code),
        "to": places.get(row.receiver_code, row.receiver_code),
        "lot": content["lot"],
        "product": product,
        "made": content["made_on"],
        "pieces": str(content["pieces"]),
        "price": _rupiah(content["price"]),
        "total": _rupiah(content["price"] * content["pieces"]),
        "sent": row.sent_at.date().isoformat(),
        "consignment": str(row.pk),
        "code": code_image(str(row.pk)),
    }
    return paper(NOTE, facts, title=_("Delivery note"), is_demo=settings.DEMO or place.is_demo)


def _rupiah(amount: int) -> str:
    return "Rp" + f"{amount:,}".replace(",", ".")
