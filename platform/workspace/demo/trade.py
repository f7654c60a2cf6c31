"""Owns the invented buyers of the demonstration: what they order, and which transfers have arrived."""

from datetime import datetime
from typing import Any
from uuid import UUID

from core import clock
from marketplace.orders import services as orders
from tenants.isolation.acting import acting_as, in_prison
from workspace.demo.staff import Member

BUYERS: tuple[dict[str, Any], ...] = (
    {"name": "Hotel Contoh Pantura", "country": "ID", "city": "Cirebon", "lines": {"IDM": 12, "KNG": 4}, "paid": True},
    {"name": "Toko Contoh Taman", "country": "ID", "city": "Bandung", "lines": {"GRT": 6, "IDM": 3}, "paid": True},
    {"name": "Sombra Ejemplo S.L.", "country": "ES", "city": "Valencia", "lines": {"IDM": 20}, "paid": False},
    {"name": "Rumah Contoh", "country": "ID", "city": "Indramayu", "lines": {"IDM": 2}, "paid": False},
)


def trade(staff: dict[str, dict[str, Member]], at: datetime) -> int:
    """Place the invented orders at an instant and confirm the transfers of those that paid; returns how many."""
    with clock.at(at):
        for number, buyer in enumerate(BUYERS, start=1):
            with acting_as("storefront"):
                placed = orders.place_order(_request(number, buyer), by="demo")
            if buyer["paid"]:
                for part in placed["parts"]:
                    _confirm(part, staff[part["prison"]]["treasurer"], number)
    return len(BUYERS)


def _request(number: int, buyer: dict[str, Any]) -> dict[str, Any]:
    lines = [{"prison": code, "product": "coir-shade", "quantity": pieces} for code, pieces in buyer["lines"].items()]
    return {
        "idempotency_key": f"contoh-{number}",
        "buyer": {"email": f"buyer{number}@contoh.example", "name": buyer["name"], "country": buyer["country"]},
        "ship_to": {"country": buyer["country"], "city": buyer["city"], "line": "Jalan Contoh 1", "postcode": "12345"},
        "lines": lines,
    }


def _confirm(part: dict[str, Any], treasurer: Member, number: int) -> None:
    with in_prison(part["prison"]):
        orders.confirm_transfer(
            UUID(part["id"]), amount=part["total"], reference=f"CONTOH-{number}", by=treasurer.actor
        )
