"""Tools go out and come back counted; a session is not closed over a missing one without a word that is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.records.models import AuditEntry
from programs.workshop import selectors
from programs.workshop.models import Session, ToolCount
from programs.workshop.services import close_session, count_tools_in, count_tools_out
from tenants.isolation.acting import acting_as, in_prison
from tests.people.scene import DAY, MORNING
from tests.people.test_gates import refused_by

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"tool": "knife"}, "workshop_tool_once"),
        ({"tool": ""}, "workshop_tool_named"),
        ({"in_pieces": 6, "in_by": "x", "in_at": MORNING}, "workshop_tool_in_fits"),
        ({"in_pieces": 5}, "workshop_tool_in_counted"),
        ({"in_by": "x"}, "workshop_tool_in_counted"),
        ({"session_is_closed": True, "in_pieces": 5, "in_by": "x", "in_at": MORNING}, "workshop_tool_session_gate"),
        ({"session_is_closed": True}, "workshop_tool_back_or_reason"),
        ({"session_is_closed": True, "note": "lost"}, "workshop_tool_back_or_reason"),
    ],
)
def test_a_count_that_cannot_be_is_refused_by_the_database(session, change, name):
    count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
    facts = {"session": session, "tool": "rake", "out_pieces": 5, "out_by": "officer"}
    with refused_by(name):
        ToolCount.objects.create(**{**facts, **change})


def test_the_database_closes_no_session_over_a_missing_tool(session):
    count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
    with refused_by("workshop_tool_back_or_reason"):
        Session.objects.filter(pk=session.pk).update(closed_at=clock.now())


def test_the_tools_are_those_of_the_steps(session):
    rows = {row.tool: row for row in selectors.session_tools(session, prison="IDM")}
    assert {"knife", "machine-key", "rake"} <= set(rows)
    assert rows["knife"].title not in {"", "knife"}
    assert (rows["knife"].out, rows["knife"].is_short) == (None, False)


def test_what_went_out_comes_back_and_the_session_closes(session):
    count_tools_out(session.pk, pieces={"knife": 5, "rake": 2}, by="officer")
    count_tools_out(session.pk, pieces={"knife": 4}, by="officer")
    assert selectors.short_tools(DAY) == []
    count_tools_in(session.pk, pieces={"knife": 4, "rake": 2}, by="instructor")
    assert [(row.out_by, row.in_by) for row in ToolCount.objects.order_by("tool")] == [("officer", "instructor")] * 2
    close_session(session.pk, by="officer")
    assert Session.objects.get().is_closed
    assert all(row.session_is_closed for row in ToolCount.objects.all())


def test_a_short_tool_is_listed_and_closing_needs_a_word_that_is_kept(session):
    count_tools_out(session.pk, pieces={"knife": 5, "rake": 2}, by="officer")
    count_tools_in(session.pk, pieces={"knife": 4}, by="officer")
    short = selectors.short_tools(DAY)
    assert [(each.tool, each.missing) for each in short] == [("knife", 1)]
    assert [each.tool for each in selectors.short_tools(DAY + timedelta(days=1))] == ["knife", "rake"]
    for reason in ("", "  "):
        with pytest.raises(Conflict) as refused:
            close_session(session.pk, by="officer", reason=reason)
        assert refused.value.code == "tool-short"
        assert "rake (2)" in str(refused.value.value)
    with pytest.raises(Refused):
        close_session(session.pk, by="officer", reason="x" * 201)
    close_session(session.pk, by="officer", reason="Masih dicari")
    assert set(ToolCount.objects.values_list("note", flat=True)) == {"Masih dicari"}
    assert AuditEntry.objects.get(act="session.closed").detail["short_tools"] == ["knife", "rake"]
    with pytest.raises(Conflict):
        count_tools_in(session.pk, pieces={"knife": 3}, by="officer")
    count_tools_in(session.pk, pieces={"knife": 5}, by="officer")
    assert [each.tool for each in selectors.short_tools(DAY)] == ["rake"]
    with pytest.raises(Conflict):
        count_tools_out(session.pk, pieces={"knife": 9}, by="officer")


def test_counts_out_of_bounds_unknown_tools_and_stale_pages_are_refused(session):
    for pieces, error in (({"knife": -1}, Refused), ({"knife": 1000}, Refused), ({"sword": 1}, NotFound)):
        with pytest.raises(error):
            count_tools_out(session.pk, pieces=pieces, by="officer")
    with pytest.raises(NotFound):
        count_tools_in(session.pk, pieces={"knife": 1}, by="officer")
    count_tools_out(session.pk, pieces={"knife": 3}, by="officer", versions={"knife": 0})
    with pytest.raises(Refused):
        count_tools_in(session.pk, pieces={"knife": 4}, by="officer")
    with pytest.raises(Refused):
        count_tools_in(session.pk, pieces={"knife": 2}, notes={"knife": "x" * 201}, by="officer")
    with pytest.raises(Conflict):
        count_tools_in(session.pk, pieces={"knife": 3}, by="officer", versions={"knife": 0})
    count_tools_in(session.pk, pieces={"knife": 3}, by="officer", versions={"knife": 1})
    with pytest.raises(Refused):
        count_tools_out(session.pk, pieces={"knife": 2}, by="officer")


@pytest.fixture
def outside(session):
    """The session's id, with the code acting as nobody, as a web process does before a request."""
    return session.pk


def test_the_page_counts_out_and_in_and_keeps_what_was_typed(client_at, outside):
    with acting_as("gate"):
        client, url = client_at("IDM", "officer"), at("tool-count", outside)
        assert "knife" in client.get(url).content.decode()
        wrong = client.post(url, {"out-knife": "many", "out-rake": "2", "act": "out"})
        assert wrong.status_code == 422
        assert 'value="many"' in wrong.content.decode()
        assert client.post(url, {"out-knife": "5", "act": "out", "version-knife": "0"}).status_code == 302
        more = client.post(url, {"in-knife": "6", "act": "in", "version-knife": "1"})
        assert more.status_code == 422
        assert 'value="6"' in more.content.decode()
        assert client.post(url, {"in-knife": "4", "act": "in", "version-knife": "0"}).status_code == 409
        alone = client.post(url, {"note-knife": "Patah", "act": "in", "version-knife": "1"})
        assert alone.status_code == 422
        assert 'value="Patah"' in alone.content.decode()
        assert 'id="error-knife"' in alone.content.decode()
        assert client.post(url, {"in-knife": "4", "act": "in", "version-knife": "1"}).status_code == 302
        closing = client.post(at("session-close", outside), {"reason": ""})
        assert closing.status_code == 409
        assert 'id="reason"' in closing.content.decode()
        long = client.post(at("session-close", outside), {"reason": "x" * 201})
        assert "x" * 201 in long.content.decode()
        assert client.post(at("session-close", outside), {"reason": "Masih dicari"}).status_code == 302
        assert client.get(url).status_code == 200
    with in_prison("IDM"):
        assert ToolCount.objects.get().note == "Masih dicari"


def test_others_are_refused(client_at, outside):
    url = at("tool-count", outside)
    with acting_as("gate"):
        assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
        assert client_at("IDM", "stranger").get(url).status_code == 403
        assert client_at("IDM").get(url).status_code == 302
        assert client_at("IDM", "verifier").post(url, {"act": "out"}).status_code == 403
        assert client_at("GRT", "officer").get(url).status_code == 404
        assert client_at("IDM", "officer").get(at("tool-count", 10**12)).status_code == 404
