"""A register whose network is lost: the tap stays, the page says so, and it is sent by itself when the network is back."""

import re
from datetime import time

from playwright.sync_api import Browser, expect

from core import clock
from programs.workshop.models import Attendance
from programs.workshop.services import open_session
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.browser.acting import sign_in
from tests.running import Running
from tests.scene import staff_of
from tests.waiting import wait_until


def sick(session: int) -> int:
    with in_prison("IDM"):
        return Attendance.objects.filter(session_id=session, state="sick").count()


def opened() -> int:
    """Today's session of Indramayu, in the evening so that no other is in its way."""
    with acting_as("gate"):
        place = by_code("IDM")
    officer = staff_of("IDM")["officer"]
    with in_prison("IDM"):
        return open_session(
            "coir-shade",
            place="Bengkel 7",
            day=clock.today(place.timezone),
            starts=time(18),
            ends=time(19),
            officer=officer.account,
            officer_name=officer.name,
            by=officer.actor,
        ).pk


def test_a_tap_without_a_network_is_kept_and_sent_later(running: Running, browser: Browser) -> None:
    session = opened()
    # not a `person()`: without a network the browser's console speaks, as it should
    context = browser.new_context(locale="en-GB", viewport={"width": 1024, "height": 768})
    officer = context.new_page()
    sign_in(officer, running, "officer", "IDM")
    officer.goto(running.address("/akun/masuk-ke/IDM/"))
    officer.goto(running.address(f"/bengkel/sesi/{session}/", "indramayu"))
    before = sick(session)
    context.set_offline(True)
    officer.get_by_role("main").get_by_text("Sick", exact=True).last.click()
    expect(officer.get_by_role("button", name=re.compile("Send again"))).to_be_visible()
    assert sick(session) == before
    context.set_offline(False)
    wait_until(lambda: sick(session) == before + 1, "the tap that was kept is sent")
    context.close()
