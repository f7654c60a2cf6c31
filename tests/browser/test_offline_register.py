"""A tablet whose network is down: opened with the PIN after a reload, marked, sent when the network is back, then wiped."""

import json
import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.workshop.models import Attendance
from programs.workshop.services import Mark, mark_attendance
from tenants.isolation.acting import in_prison
from tests.browser.acting import fill, press, sign_in
from tests.browser.test_lost_network import opened
from tests.running import Running
from tests.waiting import wait_until

PIN = "402817"
KEPT = """async () => {
  const database = await new Promise((done) => { const ask = indexedDB.open("register", 1); ask.onsuccess = () => done(ask.result); });
  if (!database.objectStoreNames.contains("kept")) return null;
  const rows = await new Promise((done) => { const ask = database.transaction("kept").objectStore("kept").getAll(); ask.onsuccess = () => done(ask.result); });
  database.close();
  return rows.map((row) => ({ ...row, salt: row.salt.length, iv: row.iv.length, sealed: new TextDecoder("latin1").decode(row.sealed) }));
}"""
CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url + "\\n" + await (await cache.match(request, { ignoreVary: true })).text());
  }
  return texts;
}"""


def marks(session: int) -> list[str]:
    with in_prison("IDM"):
        return sorted(Attendance.objects.filter(session_id=session).values_list("state", flat=True))


def enrolled(
    browser: Browser, running: Running, prison: str = "IDM", slug: str = "indramayu", width: int = 820
) -> tuple[BrowserContext, Page]:
    """A tablet of the prison on which the officer has just set a PIN."""
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 1180})
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_in(page, running, "officer", prison)
    page.goto(running.address(f"/akun/masuk-ke/{prison}/"))
    page.goto(running.address("/kunci/perangkat/daftar/", slug))
    fill(page, label="Bengkel 1", pin=PIN, repeated=PIN)
    press(page, "Save")
    return context, page


def typed(page: Page, pin: str = PIN) -> None:
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Open", exact=True).click()


def status(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words)


def tap(page: Page, session: int, number: int, words: str) -> None:
    page.locator(f'[id^="line-{session}-"]').nth(number).get_by_text(words, exact=True).click()


def test_a_tablet_marks_without_a_network_and_keeps_nothing_afterwards(running: Running, browser: Browser) -> None:
    session = opened()
    context, page = enrolled(browser, running)
    page.goto(running.address("/bengkel/luring/", "indramayu"))
    typed(page)
    status(page, "Ready")
    names = page.locator(".register .name").all_inner_texts()
    expect(page.locator("html")).to_have_attribute("data-shell", "kept")
    cached = page.evaluate(CACHED)
    assert any(text.startswith(running.address("/bengkel/luring/", "indramayu")) for text in cached)
    assert not any(name in text for name in names for text in cached)

    context.set_offline(True)
    page.reload()
    status(page, "Locked")
    typed(page, "918273")
    status(page, "This PIN does not open it")
    typed(page)
    tap(page, session, 0, "Sick")
    tap(page, session, 0, "Present")
    tap(page, session, 1, "Not fetched")
    status(page, "Kept on this device (2)")
    page.reload()
    status(page, "Locked. Marks that are kept here and not sent yet: 2")
    (kept,) = page.evaluate(KEPT)
    assert not [name for name in names if name in json.dumps(kept)]
    assert "K-0" not in kept["sealed"]
    assert (kept["salt"], kept["iv"], kept["waiting"]) == (16, 12, 2)
    typed(page)
    status(page, "Kept on this device (2)")
    assert marks(session) == []

    context.set_offline(False)
    wait_until(lambda: marks(session) == ["not_fetched", "present"], "the marks that were kept are sent")
    status(page, "Sent.")
    assert page.evaluate(KEPT) == []
    context.close()


def test_a_rivals_mark_stands_beside_the_own_one_and_the_officer_picks(running: Running, browser: Browser) -> None:
    session = opened()
    context, page = enrolled(browser, running)
    page.goto(running.address("/bengkel/luring/", "indramayu"))
    typed(page)
    status(page, "Ready")
    lines = page.locator(f'[id^="line-{session}-"]')
    persons = [int(lines.nth(n).get_attribute("id").rpartition("-")[2]) for n in (0, 1)]
    context.set_offline(True)
    tap(page, session, 0, "Sick")
    tap(page, session, 1, "Sick")
    with in_prison("IDM"):
        mark_attendance(session, marks=[Mark(each, "leave") for each in persons], by="other")
    context.set_offline(False)
    status(page, "Your decision is needed (2)")
    expect(lines.nth(0)).to_contain_text(re.compile(r"Yours\s*Sick.*In the register\s*Leave", re.DOTALL))
    assert marks(session) == ["leave", "leave"]
    assert len(page.evaluate(KEPT)) == 1
    lines.nth(0).get_by_role("button", name="Mine stands").click()
    wait_until(lambda: marks(session) == ["leave", "sick"], "the own mark is put in place")
    lines.nth(1).get_by_role("button", name="Theirs stands").click()
    wait_until(lambda: page.evaluate(KEPT) == [], "nothing is left to decide, nothing is kept")
    assert marks(session) == ["leave", "sick"]
    context.close()


def test_what_is_kept_too_long_goes_and_an_idle_tablet_asks_again(running: Running, browser: Browser) -> None:
    session = opened()
    context, page = enrolled(browser, running)
    page.clock.install()
    page.goto(running.address("/bengkel/luring/", "indramayu"))
    typed(page)
    status(page, "Ready")
    context.set_offline(True)
    tap(page, session, 0, "Sick")
    status(page, "Kept on this device (1)")
    page.clock.run_for(5 * 60 * 1000 + 6000)
    status(page, "Locked. Marks that are kept here and not sent yet: 1")
    expect(page.locator(".register .name")).to_have_count(0)
    for _ in range(5):
        typed(page, "918273")
        expect(page.get_by_role("status")).to_contain_text(re.compile("This PIN|Five wrong"))
    status(page, "Five wrong tries")
    typed(page)
    status(page, "Five wrong tries")
    page.clock.fast_forward(16 * 60 * 1000)
    typed(page)
    status(page, "Kept on this device (1)")
    page.clock.fast_forward(24 * 60 * 60 * 1000)
    page.clock.run_for(6000)
    status(page, "older than 24 hours")
    assert page.evaluate(KEPT) == []
    context.close()


def test_signing_out_and_revoking_remove_what_is_kept(running: Running, browser: Browser) -> None:
    opened()
    context, page = enrolled(browser, running)
    luring = running.address("/bengkel/luring/", "indramayu")
    page.goto(luring)
    typed(page)
    status(page, "Ready")
    assert len(page.evaluate(KEPT)) == 1
    page.goto(running.address("/kunci/perangkat/", "indramayu"))
    page.get_by_role("main").locator("summary").first.click()
    press(page, "Revoke it now")
    page.goto(luring)
    status(page, "not enrolled")
    assert page.evaluate(KEPT) in ([], None)
    context.close()

    context, page = enrolled(browser, running)
    page.goto(luring)
    typed(page)
    status(page, "Ready")
    page.goto(running.address("/kunci/perangkat/", "indramayu"))
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(luring)
    expect(page.get_by_role("status")).not_to_contain_text("Locked")
    assert page.evaluate(KEPT) in ([], None)
    context.close()
