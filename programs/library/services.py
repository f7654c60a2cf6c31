"""Owns acts on the library: a version is published once, a prison adopts programs, certificates become verifiable."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import Conflict, NotFound
from programs.library import document
from programs.library.models import Adoption, IssuedCertificate, TemplateVersion
from programs.library.selectors import name_digest


def publish_template(path: Path | str, *, by: str) -> TemplateVersion:
    """Publish the document in a YAML file as a version; the same content again returns the version that is there.

    The caller acts as the national office or the owner. Raises DocumentRefused with the place in the document, Conflict
    (field `version`) when another content was published under the same number.
    """
    content = document.read_document(path)
    digest = document.digest(content)
    try:
        with transaction.atomic():
            version = TemplateVersion.objects.create(
                template_code=content.code,
                number=content.version,
                document=dict(content.content),
                digest=digest,
                published_by=by,
            )
            audit.record("template.published", by=by, subject=f"template:{version.reference}", digest=digest)
    except IntegrityError:
        return _same_version(content, digest)
    return version


def adopt(prison: str, *, version: TemplateVersion, program: str, on: date, by: str) -> Adoption:
    """The prison runs a program of a version from the day `on`; a repeat with the same version changes nothing.

    The caller acts as the owner. Raises NotFound (field `programs`) for a program the version does not have, Conflict
    (field `template`) while another version of the program is in force there.
    """
    if program not in {entry.code for entry in document.programs(version.document)}:
        known = ", ".join(entry.code for entry in document.programs(version.document))
        rule = _("The template has the programmes %(known)s.") % {"known": known}
        raise NotFound(code="program-unknown", field="programs", value=program[:80], rule=rule)
    facts = {"template_code": version.template_code, "version_number": version.number}
    with transaction.atomic():
        adoption, is_new = Adoption.objects.get_or_create(
            prison_code=prison,
            program_code=program,
            ended_on=None,
            defaults={**facts, "adopted_on": on, "adopted_by": by},
        )
        if is_new:
            audit.record(
                "program.adopted",
                by=by,
                subject=f"prison:{prison}",
                prison=prison,
                program=program,
                template=version.reference,
            )
    in_force = f"{adoption.template_code}@{adoption.version_number}"
    if in_force != version.reference:
        rule = _("The prison runs this programme of %(reference)s; another version is an upgrade.") % {
            "reference": in_force
        }
        raise Conflict(code="program-adopted", field="template", value=version.reference, rule=rule)
    return adoption


def publish_certificate(
    code: str,
    *,
    prison: str,
    name: str,
    skill: tuple[str, str],
    hours: Decimal,
    issuer: str,
    issued_on: date,
    is_demo: bool,
) -> None:
    """Let the public page of a certificate confirm it: skill (Indonesian, English), hours, issuer, day. Acts as the prison.

    Of the bearer's name only a keyed digest is kept.
    """
    IssuedCertificate.objects.create(
        prison_code=prison,
        code=code,
        skill_id=skill[0],
        skill_en=skill[1],
        hours=hours,
        issuer=issuer,
        issued_on=issued_on,
        name_digest=name_digest(code, name),
        is_demo=is_demo,
    )


def withdraw_certificate(code: str, *, prison: str, on: date) -> None:
    """The public page of a certificate says "withdrawn" from now on; the reason stays in the prison. Acts as the prison."""
    IssuedCertificate.objects.filter(prison_code=prison, code=code, withdrawn_on=None).update(withdrawn_on=on)


def _same_version(content: document.TemplateDocument, digest: str) -> TemplateVersion:
    there = TemplateVersion.objects.get(template_code=content.code, number=content.version)
    if there.digest != digest:
        rule = _("This version is published and never changes: give the changed document the next version number.")
        raise Conflict(code="version-published", field="version", value=content.version, rule=rule)
    return there
