"""The library's command as an operator meets it: it commits, and refuses with exit code 2."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from programs.library.document import DOCUMENTS

INDRAMAYU = DOCUMENTS / "indramayu-1.yaml"


def test_the_command_prints_reference_and_digest_and_refuses_with_two(own_database: str, tmp_path: Path) -> None:
    out = StringIO()
    call_command("publish_template", str(INDRAMAYU), "--json", stdout=out)
    assert json.loads(out.getvalue())["template"] == "indramayu@1"
    broken, out = tmp_path / "broken.yaml", StringIO()
    broken.write_text("schema_version: 1")
    with pytest.raises(SystemExit) as refused:
        call_command("publish_template", str(broken), "--json", stdout=out)
    assert refused.value.code == 2
    assert json.loads(out.getvalue())["error"]["code"] == "document-refused"
