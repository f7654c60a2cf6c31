"""Commands speak English whatever the pages speak: operators' documents and programs read their errors."""

import io
import json

import pytest
from django.utils import translation

from core.output import told_errors
from tenants.isolation.names import checked_code

RULE = "A prison code has 2 to 10 capital letters and digits, begins with a letter and is not a reserved word."


def test_an_error_is_told_in_english_with_exit_code_2() -> None:
    out, err = io.StringIO(), io.StringIO()
    with translation.override("id"):
        with pytest.raises(SystemExit) as ended, told_errors(out, err, as_json=False):
            checked_code("public")
        assert translation.get_language() == "id"
    assert (ended.value.code, out.getvalue()) == (2, "")
    assert err.getvalue() == f"code = 'public': {RULE}\n"


def test_an_error_as_json_is_english_too() -> None:
    out, err = io.StringIO(), io.StringIO()
    with translation.override("id"), pytest.raises(SystemExit), told_errors(out, err, as_json=True):
        checked_code("public")
    facts = {"code": "code-malformed", "field": "code", "value": "public", "rule": RULE, "citation": ""}
    assert json.loads(out.getvalue()) == {"error": facts}
