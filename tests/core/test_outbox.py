"""The outbox: a fact is told if and only if its transaction commits, at least once, whatever happens to the broker."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from core import clock, relay
from core.jobs import publish
from core.models import Delivery, OutboxEvent
from tenants.isolation.acting import acting_as, in_prison
from tenants.jobs import task_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def subscribed(settings: Any) -> None:
    settings.SUBSCRIPTIONS = {"test.happened": ("test.first", "test.second")}


@pytest.fixture
def sent() -> list[tuple[str, dict[str, Any]]]:
    return []


def relay_round(sent: list[tuple[str, dict[str, Any]]]) -> int:
    with acting_as("relay"):
        return relay.relay_once(lambda task, facts: sent.append((task, facts)))


def test_a_fact_is_sent_once_to_each_listener_with_its_prison(sent: list[tuple[str, dict[str, Any]]]) -> None:
    with in_prison("IDM"):
        publish("test.happened", prison="IDM", lot=7)
    assert relay_round(sent) == 2
    assert {task for task, _ in sent} == {"test.first", "test.second"}
    assert all(facts["prison"] == "IDM" and facts["lot"] == 7 for _, facts in sent)
    assert relay_round(sent) == 0


def test_a_fact_of_a_rolled_back_transaction_is_told_to_nobody(sent: list[tuple[str, dict[str, Any]]]) -> None:
    with in_prison("IDM"), transaction.atomic():
        publish("test.happened", prison="IDM")
        transaction.set_rollback(True)
    assert relay_round(sent) == 0


def test_a_prison_cannot_speak_for_another() -> None:
    with pytest.raises(DatabaseError, match="row-level security"), in_prison("IDM"), transaction.atomic():
        publish("test.happened", prison="GRT")


def test_a_prison_cannot_read_the_outbox() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), in_prison("IDM"), transaction.atomic():
        OutboxEvent.objects.count()


def test_a_broker_that_does_not_answer_leaves_everything_due(sent: list[tuple[str, dict[str, Any]]]) -> None:
    with in_prison("IDM"):
        publish("test.happened", prison="IDM")

    def broken(task: str, facts: dict[str, Any]) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError), acting_as("relay"):
        relay.relay_once(broken)
    assert relay_round(sent) == 2


def test_what_the_broker_lost_is_sent_again_until_the_task_says_done(sent: list[tuple[str, dict[str, Any]]]) -> None:
    with in_prison("IDM"):
        publish("test.happened", prison="IDM")
    relay_round(sent)
    with acting_as("relay"):
        relay.note(sent[0][1]["delivery"])
    with clock.at(clock.now() + clock_step(3600)):
        assert relay_round(sent) == 1
    assert sent[-1][1]["delivery"] == sent[1][1]["delivery"]


def clock_step(seconds: int) -> Any:
    from datetime import timedelta

    return timedelta(seconds=seconds)


def test_a_rule_that_says_no_is_kept_by_code_and_tried_again() -> None:
    from core.errors import Refused

    @task_as("prison", name="test.refused")
    def refused(*, prison: str) -> None:
        raise Refused(code="not-yet", field="scheme", value="", rule="Not yet.")

    with in_prison("IDM"):
        publish("test.happened", prison="IDM")
    relay_round([])
    with acting_as("relay"):
        delivery = Delivery.objects.first()
    assert delivery is not None
    refused(prison="IDM", delivery=str(delivery.pk))
    with acting_as("relay"):
        delivery.refresh_from_db()
    assert (delivery.done, delivery.error) == (None, "not-yet")


def test_old_facts_are_purged_once_all_is_done(sent: list[tuple[str, dict[str, Any]]]) -> None:
    with in_prison("IDM"):
        publish("test.happened", prison="IDM")
    relay_round(sent)
    later = clock.now() + clock_step(15 * 86400)
    with clock.at(later), acting_as("relay"):
        assert relay.purge() == 0
        for _, facts in sent:
            relay.note(facts["delivery"])
        assert relay.purge() > 0
        assert OutboxEvent.objects.count() == 0


def test_the_same_fact_told_many_times_is_sent_once_and_another_fact_for_itself(
    sent: list[tuple[str, dict[str, Any]]],
) -> None:
    with in_prison("IDM"):
        for _ in range(5):
            publish("test.happened", prison="IDM", period="2026-10")
        publish("test.happened", prison="IDM", period="2026-11")
    assert relay_round(sent) == 4
    assert sorted(facts["period"] for task, facts in sent if task == "test.first") == ["2026-10", "2026-11"]
    with acting_as("relay"):
        assert Delivery.objects.filter(done=None).count() == 4
        for _, facts in sent:
            relay.note(facts["delivery"])
        assert Delivery.objects.filter(done=None).count() == 0
