"""Owns an application told on one page: what was entered, what the register says of it, and how its programs fit."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.library import selectors as library
from programs.replication.fit import Fit, fits
from programs.replication.models import Application
from programs.replication.result import scheme_words_of
from tenants.selectors import KnownFacts, OfficialDomain, known_facts, official_domain, provinces

Words = str | Promise


@dataclass(frozen=True)
class ApplicationFacts:
    """Everything an approver decides on. `differs` names the facts that the register has otherwise; None: not in it."""

    application: Application
    province: str
    host: str
    scheme: str
    fits: tuple[Fit, ...]
    register: KnownFacts | None
    differs: tuple[str, ...]
    applicant_domain: OfficialDomain | None
    head_domain: OfficialDomain | None


def application_facts(application: Application) -> ApplicationFacts:
    """An application with what is known of it elsewhere."""
    register = known_facts(application.code)
    return ApplicationFacts(
        application=application,
        province=_province(application.province_code),
        host=f"{application.slug}.{settings.BASE_HOST}",
        scheme=scheme_words_of(application),
        fits=_fits(application),
        register=register,
        differs=_differences(application, register) if register else (),
        applicant_domain=official_domain(application.applicant_email),
        head_domain=official_domain(application.admin_email),
    )


def _fits(application: Application) -> tuple[Fit, ...]:
    """The programs asked for, with what was answered; none when the template is gone."""
    try:
        content = library.version(application.template_reference).document
    except NotFound:
        return ()
    found = fits(content, application.readiness, kind=application.kind)
    return tuple(fit for fit in found if fit.code in application.programs)


def _province(code: str) -> str:
    return {each.code: each.name for each in provinces()}.get(code, code)


def _differences(application: Application, register: KnownFacts) -> tuple[str, ...]:
    pairs = (
        (_("name"), application.name, register.name),
        (_("kind"), application.kind, register.kind),
        (_("class"), application.prison_class, register.prison_class),
        (_("province"), application.province_code, register.province),
    )
    return tuple(f"{words}: {there}" for words, here, there in pairs if here != there)
