"""A template's file is genuine when its digest is its document's and its seal is ours; all else is refused with what is wrong."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from programs.library import selectors as library
from programs.library.document import DocumentRefused, digest
from programs.library.export import check_template_file, template_file
from tenants.isolation.acting import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> dict[str, Any]:
    with acting_as("storefront"):
        return json.loads(json.dumps(template_file(library.version("indramayu@1"))))


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "template.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def refused(path: Path) -> str:
    with pytest.raises(DocumentRefused) as found:
        check_template_file(path)
    assert found.value.rule
    return str(found.value.field)


def test_a_genuine_file_tells_its_digest(file, tmp_path) -> None:
    assert check_template_file(written(tmp_path, file)) == file["digest"]


def test_a_changed_document_has_another_digest(file, tmp_path) -> None:
    file["document"]["as_of"] = "2026-01-01"
    assert refused(written(tmp_path, file)) == "digest"


def test_a_changed_document_with_its_own_digest_lacks_the_seal(file, tmp_path) -> None:
    file["document"]["as_of"] = "2026-01-01"
    file["digest"] = digest(file["document"])
    assert refused(written(tmp_path, file)) == "sealed"


def test_a_file_of_another_installation_lacks_the_seal(file, tmp_path, settings) -> None:
    settings.SECRET_KEY = "another installation"
    assert refused(written(tmp_path, file)) == "sealed"


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"document": {}}'])
def test_what_is_no_template_file_is_refused(content, tmp_path) -> None:
    assert refused(written(tmp_path, content)) == "file"


def test_a_missing_file_is_refused(tmp_path) -> None:
    assert refused(tmp_path / "nowhere.json") == "file"


def test_the_command_prints_the_digest_and_refuses_with_two(file, tmp_path) -> None:
    out = StringIO()
    call_command("check_template", str(written(tmp_path, file)), "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"genuine": True, "digest": file["digest"]}
    out = StringIO()
    with pytest.raises(SystemExit) as wrong:
        call_command("check_template", str(written(tmp_path, {**file, "digest": "0" * 64})), "--json", stdout=out)
    assert wrong.value.code == 2
    assert json.loads(out.getvalue())["error"]["field"] == "digest"
