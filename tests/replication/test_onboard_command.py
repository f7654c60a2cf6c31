"""The command as an operator meets it: it commits, repeats without harm, and refuses with exit code 2, no traceback."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from core.logins import become_owner
from core.models import Delivery
from core.relay import relay_once
from programs.replication import tasks
from programs.replication.services import approve, onboard_prison, submit_application
from tenants.isolation.acting import acting_as
from tenants.selectors import every_code
from tests.replication.applying import APPLICANT
from tests.replication.cirebon import ARGUMENTS, CIREBON


def run(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("onboard_prison", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_it_prints_what_was_made_and_repeats_without_harm(own_database: str) -> None:
    made = run(*ARGUMENTS)
    assert {"code", "schema", "template", "programs", "domain", "created", "seconds", "invitation"} == made.keys()
    assert (made["created"], made["domain"]) == (True, "cirebon.localhost")
    again = run(*ARGUMENTS)
    assert again["created"] is False
    assert {name: again[name] for name in ("schema", "template", "programs", "domain", "seconds")} == {
        name: made[name] for name in ("schema", "template", "programs", "domain", "seconds")
    }


@pytest.mark.parametrize(
    ("field", "changes"),
    [("code", ("--code", "public")), ("template", ("--template", "nowhere")), ("domain", ("--slug", "indramayu"))],
)
def test_a_refusal_names_field_value_and_rule_with_exit_code_two(
    own_database: str, field: str, changes: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("onboard_prison", *ARGUMENTS, *changes, "--json", stdout=out)
    assert ended.value.code == 2
    error = json.loads(out.getvalue())["error"]
    assert error["field"] == field
    assert error["rule"]
    assert changes[1] in error["value"]
    with acting_as("owner"):
        assert every_code() == ["GRT", "IDM"]
    assert "Traceback" not in capsys.readouterr().err


def test_people_read_a_line_for_each_fact(own_database: str) -> None:
    out = StringIO()
    call_command("onboard_prison", *ARGUMENTS, stdout=out)
    assert "cirebon.localhost" in out.getvalue()


def test_three_at_once_make_one_prison(own_database: str) -> None:
    become_owner()  # the settings of the connection are every thread's

    def onboard(_: int) -> bool:
        try:
            return onboard_prison(CIREBON, by="system").created
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(onboard, range(3))) == [False, False, True]


def test_the_owner_s_worker_marks_the_delivery_done(own_database: str) -> None:
    with acting_as("storefront"):
        application = submit_application(CIREBON, applicant=APPLICANT, by="anonymous")
    with acting_as("national"):
        approve(application.pk, by="approver")
    sent: list[dict[str, Any]] = []
    with acting_as("relay"):
        relay_once(lambda _task, facts: sent.append(facts))
    become_owner()
    tasks.provision(**sent[0])
    with acting_as("owner"):
        assert Delivery.objects.get(task="replication.provision").done is not None
        assert "CRB" in every_code()
