"""Owns reading the library: a version by its reference, what a prison runs today, and what a certificate's page says."""

import hmac
import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from core import crypto
from core.errors import NotFound
from programs.library import document
from programs.library.document import Module, Product, Program
from programs.library.models import Adoption, IssuedCertificate, TemplateVersion

_REFERENCE = re.compile(r"(?P<code>[a-z][a-z0-9-]{0,39})(@(?P<number>[1-9][0-9]{0,5}))?")
_KEY = ("template_code", "number")


@dataclass(frozen=True)
class AdoptedProgram:
    """A program that a prison runs today, as its adopted version ("indramayu@1") says."""

    code: str
    title_id: str
    title_en: str
    reference: str
    products: tuple[Product, ...]
    modules: tuple[Module, ...] = ()
    places: int | None = None


@dataclass(frozen=True)
class AdoptedProduct:
    """A product that a prison may make today, with the program and the version it comes from."""

    product: Product
    program_code: str
    reference: str


@dataclass(frozen=True)
class AdoptionFacts:
    """A program that a prison runs or ran, of which version ("indramayu@1"), from which day and until when."""

    program_code: str
    title_id: str
    title_en: str
    reference: str
    adopted_on: date
    ended_on: date | None


@dataclass(frozen=True)
class IssuedFacts:
    """A certificate as its public page tells it: neither who bears it nor where it was earned."""

    code: str
    skill_id: str
    skill_en: str
    hours: Decimal
    issuer: str
    issued_on: date
    withdrawn_on: date | None
    is_demo: bool


def version(reference: str) -> TemplateVersion:
    """The version of a reference: "indramayu@1", or "indramayu" for the newest. Raises NotFound (field `template`)."""
    match = _REFERENCE.fullmatch(reference)
    found = None
    if match is not None:
        versions = TemplateVersion.objects.filter(template_code=match["code"])
        if match["number"]:
            versions = versions.filter(number=int(match["number"]))
        found = versions.order_by("-number").first()
    if found is None:
        rule = _("A template is named by its code, or by code and version, such as indramayu@1.")
        raise NotFound(code="template-unknown", field="template", value=reference[:80], rule=rule)
    return found


def versions() -> list[TemplateVersion]:
    """Every published version, the newest first, without its document."""
    return list(TemplateVersion.objects.defer("document").order_by("-published_at", "template_code", "-number"))


def adopted_programs(prison: str) -> list[AdoptedProgram]:
    """The programs a prison runs today, by code. Reads two queries; documents are kept by their digest."""
    adoptions = list(Adoption.objects.filter(prison_code=prison, ended_on=None).order_by("program_code"))
    versions = TemplateVersion.objects.filter(
        template_code__in={each.template_code for each in adoptions},
        number__in={each.version_number for each in adoptions},
    )
    digests = {
        (code, number): digest for code, number, digest in versions.values_list("template_code", "number", "digest")
    }
    adopted = []
    for each in adoptions:
        program = _programs_of(digests[each.template_code, each.version_number])[each.program_code]
        reference = f"{each.template_code}@{each.version_number}"
        titles = (program.title_id, program.title_en)
        adopted.append(
            AdoptedProgram(
                program.code, *titles, reference, program.products, modules=program.modules, places=program.places
            )
        )
    return adopted


def adopted_product(prison: str, code: str) -> AdoptedProduct:
    """A product of a program the prison runs today; raises NotFound (field `product`) otherwise."""
    for program in adopted_programs(prison):
        for product in program.products:
            if product.code == code:
                return AdoptedProduct(product, program.code, program.reference)
    rule = _("The prison runs no programme with this product.")
    raise NotFound(code="product-not-adopted", field="product", value=code[:80], rule=rule)


def adoption_history(prison: str) -> list[AdoptionFacts]:
    """Every adoption of a prison, the oldest first: the treatment log of evidence. Two queries."""
    adoptions = list(Adoption.objects.filter(prison_code=prison).order_by("adopted_on", "program_code"))
    versions = TemplateVersion.objects.values_list("template_code", "number", "digest")
    digests = {(code, number): digest for code, number, digest in versions}
    history = []
    for each in adoptions:
        program = _programs_of(digests[each.template_code, each.version_number])[each.program_code]
        reference = f"{each.template_code}@{each.version_number}"
        titles = (program.title_id, program.title_en)
        history.append(AdoptionFacts(program.code, *titles, reference, each.adopted_on, each.ended_on))
    return history


def issued_certificate(code: str) -> IssuedFacts | None:
    """What may be said of a certificate in public; None when no certificate has this code."""
    names = [field.name for field in fields(IssuedFacts)]
    found = list(IssuedCertificate.objects.filter(code=code.strip().upper()).values_list(*names))
    return IssuedFacts(*found[0]) if found else None


def is_name_on(code: str, name: str) -> bool:
    """Whether this name stands on the certificate; case, accents, points and spaces do not matter."""
    kept = IssuedCertificate.objects.filter(code=code.strip().upper()).values_list("name_digest", flat=True)
    return any(hmac.compare_digest(each, name_digest(code, name)) for each in kept)


def name_digest(code: str, name: str) -> str:
    """A keyed digest of a name on one certificate: the same name on another gives another digest."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    ).split()
    text = f"{code.strip().upper()}/{' '.join(words)}"
    return crypto.fingerprint(text, prison="public", field="certificate-name")


@lru_cache(maxsize=32)
def _programs_of(digest: str) -> dict[str, Program]:
    """The programs of the document with a digest: it names the content, so a kept one is never stale."""
    content = TemplateVersion.objects.values_list("document", flat=True).filter(digest=digest)[0]
    return {program.code: program for program in document.programs(content)}
