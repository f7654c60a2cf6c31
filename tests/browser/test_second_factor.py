"""In a browser: a phone's code signs in, a tablet is enrolled, locks, opens with the PIN, and money still asks for the code."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.acting import fill, press, show_factor, sign_in
from tests.cast import address
from tests.running import Running

PIN = "402817"


def test_a_tablet_is_enrolled_locks_and_opens_with_the_pin(running: Running, person: Callable[[], Page]) -> None:
    head = person()
    sign_in(head, running, "head", "IDM")
    head.set_viewport_size({"width": 390, "height": 844})
    head.goto(running.address("/kunci/perangkat/daftar/", "indramayu"))
    fill(head, label="Bengkel 1", pin=PIN, repeated=PIN)
    press(head, "Save")
    expect(head.get_by_role("main")).to_contain_text("Bengkel 1")
    head.context.clear_cookies(name="sessionid", domain="indramayu.localhost")
    head.goto(running.address("/orang/", "indramayu"))
    fill(head, pin="918273")
    press(head, "Open")
    expect(head.get_by_role("main")).to_contain_text("This is not the PIN of this person here.")
    fill(head, pin=PIN)
    press(head, "Open")
    head.wait_for_url("**/orang/")
    head.goto(running.address("/orang/ekspor.csv", "indramayu"))
    expect(head.get_by_role("heading", level=1)).to_have_text("Confirm with your code")
    head.goto(running.address("/kunci/perangkat/daftar/", "indramayu"))
    show_factor(head, running, address("head", "IDM"))
    expect(head.locator("[name=pin]")).to_be_visible()
    assert head.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_same_phone_signs_in_again(running: Running, person: Callable[[], Page]) -> None:
    for page in (person(), person()):
        sign_in(page, running, "regional")
        page.goto(running.address("/akun/wilayah/"))
        expect(page.get_by_role("main")).to_contain_text("Lapas Kelas IIB Indramayu")
