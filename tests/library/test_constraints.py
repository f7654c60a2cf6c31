"""What the database refuses about versions and adoptions, and that a published version is changed by nobody but the owner."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock
from programs.library.models import Adoption, TemplateVersion
from tenants.isolation.acting import acting_as, in_prison

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"template_code": "indramayu", "number": 1}, "library_version_once"),
        ({"number": 0}, "library_version_number"),
        ({"digest": "A" * 64}, "library_version_digest"),
        ({"digest": "0" * 63}, "library_version_digest"),
        ({"digest": ""}, "library_version_digest"),
    ],
)
def test_a_version(changes, constraint: str) -> None:
    facts = {"template_code": "other", "number": 1, "document": {}, "digest": "0" * 64, "published_by": "x", **changes}
    with acting_as("owner"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TemplateVersion.objects.create(**facts)


def test_a_program_is_run_once_at_a_time() -> None:
    with acting_as("owner"):
        row = Adoption.objects.filter(prison_code="IDM", ended_on=None)[0]
        facts = {
            "prison_code": "IDM",
            "template_code": "indramayu",
            "version_number": 1,
            "program_code": row.program_code,
        }
        with pytest.raises(IntegrityError, match="library_adoption_live_once"), transaction.atomic():
            Adoption.objects.create(**facts, adopted_on=clock.now().date(), adopted_by="x")


@pytest.mark.parametrize("role", ["storefront", "national", "IDM"])
def test_nobody_changes_a_published_version(role: str) -> None:
    with in_prison(role) if role == "IDM" else acting_as(role):
        for act in (lambda rows: rows.update(digest="1" * 64), lambda rows: rows._raw_delete("default")):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                act(TemplateVersion.objects.all())
