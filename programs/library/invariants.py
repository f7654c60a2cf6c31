"""Owns what must be true of adoptions: each names a published version that has the program."""

from collections.abc import Iterator

from programs.library import document
from programs.library.models import Adoption, TemplateVersion

ROLE = "national"
CHECKS = ("adoption-has-version",)


def violations() -> Iterator[str]:
    """Adoptions of a version that was not published, or of a program it does not have."""
    published = {
        (version.template_code, version.number, program.code)
        for version in TemplateVersion.objects.all()
        for program in document.programs(version.document)
    }
    for each in Adoption.objects.order_by("prison_code", "program_code"):
        if (each.template_code, each.version_number, each.program_code) not in published:
            yield f"adoption-has-version: {each}"
