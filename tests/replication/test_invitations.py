"""Staff come in by a mail with a link that works once; the mail holds the prison's name and the link, nothing else."""

from datetime import date

import pytest
from django.core import mail

from core.errors import Conflict, NotFound, Refused
from core.models import OutboxEvent
from programs.replication import tasks
from programs.replication.services import invite_member, onboard_prison
from tenants.isolation.acting import acting_as
from tenants.selectors import members_of
from tests.cast import address
from tests.replication.cirebon import CIREBON

pytestmark = pytest.mark.django_db


def deliver() -> None:
    """Run the tasks of the invitations that wait."""
    with acting_as("owner"):
        events = list(OutboxEvent.objects.filter(topic="replication.invitation_due"))
    for event in events:
        tasks.send_invitation(prison=event.prison_code, **event.body)


def test_the_mail_holds_the_name_of_the_prison_and_a_link_that_works() -> None:
    onboard_prison(CIREBON, by="system")
    deliver()
    (sent,) = mail.outbox
    assert sent.to == ["kalapas@crb.example"]
    assert "Lapas Kelas I Cirebon" in sent.subject
    assert "http://localhost:8000/akun/undangan/" in sent.body
    assert "KEP-7" not in sent.body


def test_delivered_twice_it_sends_a_second_link_and_harms_nothing() -> None:
    onboard_prison(CIREBON, by="system")
    deliver()
    deliver()
    links = {line for message in mail.outbox for line in message.body.splitlines() if "/undangan/" in line}
    assert len(links) == 2


def test_an_account_with_a_password_is_told_without_a_token() -> None:
    with acting_as("gate"):
        assert invite_member(address("buyer"), role="officer", prison="IDM", by="system") is None
    deliver()
    (sent,) = mail.outbox
    assert "/undangan/" not in sent.body
    assert "http://localhost:8000/akun/masuk-ke/IDM/" in sent.body


def test_a_second_head_is_a_deputy_by_decree_and_date() -> None:
    with acting_as("gate"):
        for facts in ({}, {"decree": "KEP-2"}, {"until": date(2030, 1, 1)}):
            with pytest.raises(Refused) as refused:
                invite_member("deputy@idm.example", role="head", prison="IDM", by="system", **facts)
            assert refused.value.field == "decree"
        invite_member(
            "deputy@idm.example", role="head", prison="IDM", until=date(2030, 1, 1), decree="KEP-2", by="system"
        )
        deputy = next(member for member in members_of("IDM") if member.email == "deputy@idm.example")
    assert (deputy.until, deputy.decree) == (date(2030, 1, 1), "KEP-2")


def test_a_malformed_address_a_held_role_and_an_unknown_account_are_refused() -> None:
    with acting_as("gate"):
        with pytest.raises(Refused):
            invite_member("nobody", role="officer", prison="IDM", by="system")
        with pytest.raises(Conflict):
            invite_member(address("officer", "IDM"), role="officer", prison="IDM", by="system")
    with acting_as("owner"):
        assert not OutboxEvent.objects.exists()
    tasks.send_invitation(prison="IDM", account="00000000-0000-4000-8000-000000000000")
    assert not mail.outbox


def test_a_role_does_not_end_before_it_began() -> None:
    with acting_as("gate"), pytest.raises(Refused) as refused:
        invite_member("late@idm.example", role="officer", prison="IDM", until=date(2024, 1, 1), by="system")
    assert refused.value.field == "until"


def test_an_unknown_prison_is_not_found() -> None:
    with acting_as("gate"), pytest.raises(NotFound):
        invite_member("someone@idm.example", role="officer", prison="NOPE", by="system")
