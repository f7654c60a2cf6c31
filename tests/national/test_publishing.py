"""A prison publishes its own figures: counted as the contract says, written only where they changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, transaction

from core import clock
from core.errors import NotFound, Refused
from core.models import OutboxEvent
from national import services, tasks
from national.indicators import PUBLISHED
from national.models import Observation, Target
from national.selectors import comparison
from programs.earnings import services as earnings
from programs.people import services as people
from programs.people.models import Consent
from tenants.isolation.acting import acting_as, in_prison
from tests.earnings.making import make_lot, sale_of
from tests.national.making import NOW, attend, closed_session, publish_row, worker
from tests.people.scene import gone

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def published(period: str = "2026-10") -> dict[str, tuple[int, int]]:
    with in_prison("IDM"):
        services.publish("IDM", period)
        rows = Observation.objects.filter(period=period)
        return {row.indicator: (row.numerator, row.denominator) for row in rows}


def test_eight_hours_in_closed_sessions_count_once_on_each_base():
    with in_prison("IDM"):
        first, second = closed_session(OCTOBER), closed_session(date(2026, 10, 6))
        diligent, brief = worker(), worker(assimilation_from=date(2026, 9, 1))
        for person, minutes in ((diligent, (240, 240)), (brief, (240, 239))):
            attend(person, first, minutes[0])
            attend(person, second, minutes[1])
        worker(kind="tahanan")
        worker(adult_from=date(2027, 1, 1))
    figures = published()
    assert figures["participation-all"] == (1, 4)
    assert figures["participation-convicted"] == (1, 3)
    assert figures["participation-eligible"] == (1, 2)
    assert figures["participation-assimilation"] == (0, 1)


def test_who_left_before_the_last_day_counts_on_neither_side():
    with in_prison("IDM"):
        session = closed_session(OCTOBER)
        stays, leaves = worker(), worker()
        attend(stays, session, 480)
        attend(leaves, session, 480)
        gone(leaves, date(2026, 10, 30))
    assert published()["participation-all"] == (1, 1)


def test_the_running_month_is_counted_on_the_people_of_today_and_is_not_final():
    with in_prison("IDM"):
        session = closed_session(date(2026, 11, 3))
        attend(worker(), session, 480)
        attend(worker(left_on=date(2026, 11, 10)), session, 480)
    assert published("2026-11")["participation-all"] == (1, 1)
    with in_prison("IDM"):
        assert not Observation.objects.filter(is_final=True).exists()
    assert published("2026-10")
    with in_prison("IDM"):
        assert Observation.objects.filter(period="2026-10", is_final=True).count() == len(PUBLISHED)


def test_an_open_session_does_not_count():
    with in_prison("IDM"):
        session = closed_session(OCTOBER)
        attend(worker(), session, 480)
        type(session).objects.update(closed_at=None)
    assert published()["participation-all"] == (0, 1)


def test_sales_and_pieces_are_counted():
    with in_prison("IDM"), clock.at(datetime(2026, 11, 30, 16, tzinfo=UTC)):  # 23:00 in Indramayu
        lot = make_lot((10, 10), accepted=18)
        type(lot.session).objects.update(closed_at=NOW)
        earnings.book_sale(sale_of(lot, 4, 1_800_000))
    with clock.at(datetime(2026, 12, 2, tzinfo=UTC)):
        figures = published("2026-11")
        assert published("2026-12")["sales"] == (0, 1)
    assert figures["sales"] == (1_800_000, 1)
    assert figures["units-accepted-per-hour"] == (18, 480)


def test_a_repeat_changes_nothing_and_a_change_only_its_own_rows():
    with in_prison("IDM"):
        assert services.publish("IDM", "2026-10") == len(PUBLISHED)
        assert services.publish("IDM", "2026-10") == 0
        attend(worker(assimilation_from=date(2026, 9, 1)), closed_session(OCTOBER), 480)
        assert (
            services.publish("IDM", "2026-10") == len(PUBLISHED) - 8
        )  # no money, inspection, withdrawal, override, complaint
        tasks.publish(prison="IDM", period="2026-10")
        assert services.publish("IDM", "2026-10") == 0


@pytest.mark.parametrize("period", ["2026-13", "2026-1", "october", "", "2026-12", "0000-01", "9999-99", "2026-10 "])
def test_a_period_that_is_none_is_refused_by_name(period):
    with in_prison("IDM"), pytest.raises(Refused) as caught:
        services.publish("IDM", period)
    assert caught.value.field == "period"


def test_a_prison_publishes_for_itself_only():
    with in_prison("IDM"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        services.publish("GRT", "2026-10")
    publish_row("GRT", 3, 9)
    with in_prison("IDM"):
        assert not Observation.objects.filter(prison_code="GRT").exists()


def test_the_evening_tells_every_prison_to_publish_this_month_and_the_last():
    tasks.publish_all()
    with acting_as("relay"):
        told = set(OutboxEvent.objects.filter(topic="national.publish_due").values_list("prison_code", "body__period"))
    assert told == {(code, period) for code in ("IDM", "GRT") for period in ("2026-10", "2026-11")}


def test_targets_come_from_the_template_and_only_for_the_bases_that_have_one():
    with acting_as("owner"):
        assert services.load_targets() == services.load_targets() == 2
        found = {row.indicator: (row.share, row.status) for row in Target.objects.all()}
    assert found == {"participation-assimilation": (0.7, "reported"), "participation-eligible": (0.7, "ambition")}


def test_withdrawals_of_the_month_stand_beside_participation_and_are_not_compared():
    with in_prison("IDM"):
        attend(worker(), closed_session(OCTOBER), 240)
        consent = Consent.objects.get(purpose="work")
        people.withdraw_consent(consent.pk, on=date(2026, 10, 20), by="system")
    published()
    with acting_as("national"):
        assert comparison("participation-all", "2026-10").withdrawals == 1
        assert comparison("sales", "2026-10").withdrawals is None
        with pytest.raises(NotFound):
            comparison("work-withdrawals", "2026-10")


def test_overrides_of_the_month_are_counted_nationally():
    with in_prison("IDM"):
        person = worker()
        people.record_assessment(person.pk, kind="risk", level="high", starts=NOW.date(), by="x")
        reason = "Pendampingan wali setiap hari"
        people.override_gate(person.pk, program="coir-shade", gate="risk", reason=reason, days=3, by="head")
    assert published("2026-11")["gate-overrides"] == (1, 1)
    assert published()["gate-overrides"] == (0, 1)
