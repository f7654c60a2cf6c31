"""Owns the papers of a person: the certificate in the edition chosen. The neutral one never tells where it was earned."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.papers import code_image, paper
from programs.people.models import Certificate
from tenants.viewer import Place

CERTIFICATE = Path(__file__).parent / "typesetting" / "certificate.typ"


def certificate_facts(certificate: Certificate, *, edition: str, place: Place) -> dict[str, Any]:
    """What stands on the paper, in Indonesian with English beneath; the place is named in the full edition only."""
    public = f"{settings.ORIGIN}/sertifikat/{certificate.code}/"
    with override("id"):
        issued_on = date_format(certificate.issued_on, "j F Y")
    return {
        "name": certificate.person.name,
        "skill": certificate.skill_id,
        "skill_en": certificate.skill_en,
        "hours": _plain(str(certificate.hours)),
        "modules": [{**module, "hours": _plain(module["hours"])} for module in certificate.modules],
        "issuer": certificate.issuer,
        "issued_on": issued_on,
        "number": certificate.code,
        "address": public,
        "code": code_image(public),
        "place": place.name if edition == "full" else "",
    }


def certificate_paper(certificate: Certificate, *, edition: str, place: Place) -> bytes:
    """The certificate as PDF, A4 across, with a code that leads to its public page."""
    is_demo = settings.DEMO or place.is_demo
    facts = certificate_facts(certificate, edition=edition, place=place)
    return paper(CERTIFICATE, facts, title=_("Training certificate"), is_demo=is_demo)


def _plain(hours: str) -> str:
    """Hours as they are written in Indonesian: 8 or 7,5."""
    return hours.removesuffix(".0").replace(".", ",")
