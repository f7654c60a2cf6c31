"""Owns the loading of reference data: provinces, regional offices and the known prisons, with source and date."""

from pathlib import Path

from django.db import transaction

from core.reference import read_rows
from tenants.models import KnownPrison, Province, RegionalOffice

FOLDER = Path(__file__).resolve().parent.parent / "reference"


def load_reference() -> None:
    """Bring the three tables to what the data files say. Runs as the owner; safe to repeat."""
    with transaction.atomic():
        for row in read_rows(FOLDER / "regional_offices.csv", required={"code", "name", "seat_city"}):
            facts = {key: row[key] for key in ("name", "seat_city", "source", "as_of")}
            RegionalOffice.objects.update_or_create(code=row["code"], defaults=facts)
        for row in read_rows(FOLDER / "provinces.csv", required={"code", "timezone", "regional_office"}):
            facts = {
                key: row[key] for key in ("name_id", "name_en", "timezone", "latitude", "longitude", "source", "as_of")
            }
            facts["regional_office_id"] = row["regional_office"]
            Province.objects.update_or_create(code=row["code"], defaults=facts)
        for row in read_rows(FOLDER / "prisons.csv", required={"code", "name", "kind", "class"}):
            KnownPrison.objects.update_or_create(code=row["code"], defaults=_known(row))


def _known(row: dict[str, str]) -> dict[str, str | int | None]:
    same = ("name", "kind", "specialism", "city", "figures_status", "source", "as_of")
    return {
        **{key: row[key] for key in same},
        "prison_class": row["class"],
        "province_id": row["province_code"],
        "capacity": int(row["capacity"]) if row["capacity"] else None,
        "population": int(row["population"]) if row["population"] else None,
    }
