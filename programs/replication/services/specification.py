"""Owns what an onboarding is asked with: every value is checked, and refused by name, before anything is made."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.services import checked_email
from core.errors import Conflict, NotFound, Refused
from programs.earnings.selectors import known_schemes
from programs.library import document
from programs.library import selectors as library
from tenants.isolation import names
from tenants.selectors import host_owner
from tenants.services.prisons import checked_place, checked_slug

SHORTEST_NAME, LONGEST_NAME, LONGEST_DECREE = 3, 120, 80
LONGEST_SLUG = 31
# words of a prison's name that say what it is, not which
_GENERIC = re.compile(r"\b(lapas|rutan|lpka|lembaga|pemasyarakatan|rumah|tahanan|negara|kelas|i{1,3}[ab]?)\b")


@dataclass(frozen=True, kw_only=True)
class OnboardingSpec:
    """What a prison is onboarded with. `programs` None is all of the template, an empty `scheme` the usual one.

    Without `slug` the host is derived from `city` or the name, or is the code where that is taken.
    """

    code: str
    name: str
    province: str
    kind: str
    prison_class: str
    template: str = "indramayu"
    programs: tuple[str, ...] | None = None
    admin_email: str
    scheme: str = ""
    decree_number: str = ""
    slug: str = ""
    city: str = ""
    is_demo: bool = False

    def facts(self) -> dict[str, Any]:
        """The values as an application keeps them."""
        return {
            "code": self.code,
            "name": self.name,
            "province_code": self.province,
            "kind": self.kind,
            "prison_class": self.prison_class,
            "template_reference": self.template,
            "programs": list(self.programs or ()),
            "admin_email": self.admin_email,
            "scheme_code": self.scheme,
            "decree_number": self.decree_number,
            "slug": self.slug,
            "is_demo": self.is_demo,
        }


def checked(spec: OnboardingSpec) -> OnboardingSpec:
    """The specification with everything decided: exact version, programs, scheme and host.

    The caller may read templates and the register. Raises Refused or NotFound naming the first value that is wrong.
    """
    names.checked_code(spec.code)
    name = _line(spec.name, field="name", least=SHORTEST_NAME, most=LONGEST_NAME)
    checked_place(kind=spec.kind, prison_class=spec.prison_class, province_code=spec.province)
    version = library.version(spec.template)
    decided = replace(
        spec,
        name=name,
        template=version.reference,
        programs=_programs(spec.programs, known=[program.code for program in document.programs(version.document)]),
        admin_email=checked_email(spec.admin_email),
        scheme=_scheme(spec.scheme),
        decree_number=_line(spec.decree_number, field="decree_number", least=0, most=LONGEST_DECREE),
    )
    slug = _free_slug(spec.slug, code=spec.code) if spec.slug else derived_slug(spec.code, name, city=spec.city)
    return replace(decided, slug=slug)


def derived_slug(code: str, name: str, *, city: str = "") -> str:
    """The first label of the host, from the city or the name ("Lapas Kelas I Cirebon": cirebon), else the code."""
    words = slugify(city) or slugify(_GENERIC.sub(" ", name.lower()))
    slug = words[:LONGEST_SLUG].strip("-")
    if not slug or not slug[0].isalpha() or len(slug) < 2:  # noqa: PLR2004 - a host label of ours has two characters
        return code.lower()
    return slug if _owner(slug) in {None, code} else code.lower()


def _free_slug(slug: str, *, code: str) -> str:
    if _owner(checked_slug(slug)) not in {None, code}:
        rule = _("This address belongs to another prison.")
        raise Conflict(code="host-taken", field="domain", value=slug, rule=rule)
    return slug


def _owner(slug: str) -> str | None:
    return host_owner(f"{slug}.{settings.BASE_HOST}")


def _line(text: str, *, field: str, least: int, most: int) -> str:
    line = text.strip()
    if not least <= len(line) <= most or not line.isprintable():
        rule = _("One line of %(least)s to %(most)s characters.") % {"least": least, "most": most}
        raise Refused(code=f"{field.replace('_', '-')}-malformed", field=field, value=line[:80], rule=rule)
    return line


def _programs(wanted: tuple[str, ...] | None, *, known: list[str]) -> tuple[str, ...]:
    chosen = tuple(known) if wanted is None else tuple(code for code in known if code in wanted)
    unknown = set(wanted or ()) - set(known)
    if unknown:
        rule = _("The template has the programmes %(known)s.") % {"known": ", ".join(known)}
        raise NotFound(code="program-unknown", field="programs", value=min(unknown)[:80], rule=rule)
    if not chosen:
        rule = _("Choose at least one of the programmes %(known)s.") % {"known": ", ".join(known)}
        raise Refused(code="program-missing", field="programs", value="", rule=rule)
    return chosen


def _scheme(code: str) -> str:
    schemes = known_schemes()
    chosen = code or next(facts.code for facts in schemes.values() if facts.is_default)
    if chosen not in schemes:
        rule = _("The scheme is one of %(known)s.") % {"known": ", ".join(schemes)}
        raise NotFound(code="scheme-unknown", field="scheme", value=code[:80], rule=rule)
    return chosen
