"""A template version is published once, by the national office, and never changed."""

from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core.errors import Conflict, NotFound
from core.models import AuditEntry
from programs.library import selectors
from programs.library.document import DOCUMENTS, DocumentRefused
from programs.library.models import TemplateVersion
from programs.library.services import publish_template
from tenants.isolation.acting import acting_as, in_prison

pytestmark = pytest.mark.django_db
INDRAMAYU = DOCUMENTS / "indramayu-1.yaml"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same number with another content."""
    path = tmp_path / "indramayu-1.yaml"
    path.write_text(INDRAMAYU.read_text().replace("price_idr: 450000", "price_idr: 460000", 1))
    assert path.read_text() != INDRAMAYU.read_text()
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The next version."""
    path = tmp_path / "indramayu-2.yaml"
    path.write_text(INDRAMAYU.read_text().replace("\nversion: 1\n", "\nversion: 2\n", 1))
    return path


def test_the_national_office_publishes_and_a_repeat_changes_nothing(second: Path) -> None:
    with acting_as("national"):
        first = publish_template(second, by="system")
        assert publish_template(second, by="someone-else") == first
        assert first.reference == "indramayu@2"
        assert AuditEntry.objects.filter(act="template.published", subject="template:indramayu@2").count() == 1


def test_another_content_under_the_same_number_is_refused(changed: Path) -> None:
    with acting_as("national"):
        publish_template(INDRAMAYU, by="system")
        with pytest.raises(Conflict) as refused:
            publish_template(changed, by="system")
        assert refused.value.as_dict()["field"] == "version"
        assert selectors.version("indramayu@1").published_by == "system"


@pytest.mark.parametrize("role", ["national", "storefront"])
def test_nobody_changes_or_deletes_a_published_version(role: str) -> None:
    with acting_as("owner"):
        publish_template(INDRAMAYU, by="system")
    with acting_as(role):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            TemplateVersion.objects.update(number=7)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            TemplateVersion.objects.all().delete()


def test_a_prison_reads_versions_and_publishes_none(second: Path) -> None:
    with in_prison("IDM"):
        assert selectors.version("indramayu").number == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            publish_template(second, by="system")


def test_a_reference_names_the_newest_version_or_one(second: Path) -> None:
    with acting_as("owner"):
        publish_template(second, by="system")
        assert selectors.version("indramayu").number == 2
        assert selectors.version("indramayu@1").number == 1


@pytest.mark.parametrize(
    "reference",
    ["", "nowhere", "indramayu@", "indramayu@0", "indramayu@3", "indramayu@999999999999", "x' OR 1=1", "@1"],
)
def test_an_unknown_reference_is_not_found(reference: str) -> None:
    with acting_as("storefront"), pytest.raises(NotFound) as refused:
        selectors.version(reference)
    assert (refused.value.field, refused.value.value) == ("template", reference)


@pytest.mark.parametrize("facts", [{"number": 0}, {"digest": "x" * 64}, {"template_code": "indramayu", "number": 1}])
def test_the_database_refuses_a_version_that_is_none(facts: dict) -> None:
    with acting_as("owner"):
        row = {"template_code": "other", "number": 1, "document": {}, "digest": "0" * 64, "published_by": "x", **facts}
        with pytest.raises(IntegrityError), transaction.atomic():
            TemplateVersion.objects.create(**row)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with acting_as("owner"), pytest.raises(DocumentRefused):
        publish_template(tmp_path / "nothing.yaml", by="system")
