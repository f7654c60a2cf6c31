"""The working day of a fresh prison in a browser: from a list of people to a certificate that a stranger verifies."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from core import clock
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import constraint_of
from programs.workshop.models import Attendance
from tenants.isolation.acting import in_prison
from tests.browser.acting import fill, press, sign_in
from tests.browser.test_offline_register import enrolled, status, tap, typed
from tests.cast import add_prison, address
from tests.people.skills import ISSUER, MODULES
from tests.people.workbooks import workbook
from tests.printed import text_of
from tests.replication.cirebon import cirebon
from tests.running import Running, product
from tests.scene import as_owner, staff_of
from tests.waiting import wait_until

CODE, SLUG = "CRB", "cirebon"
PHONE, DESK = 390, 1440
RISKY, UNASKED, OTHER = "K-0001", "K-0002", "K-0003"
HEADINGS = ["Nomor Register", "Nama", "Jenis", "Tanggal Lahir", "Tanggal Vonis", "Tanggal Bebas", "Kamar", "Risiko"]
PEOPLE = [
    ["BI.001/2024", "Asep Contoh", "narapidana", "1990-05-01", "2024-01-15", "2031-01-15", "A1", "tinggi"],
    ["BI.002/2024", "Budi Contoh", "narapidana", "1991-05-01", "2024-01-15", "2031-01-15", "A2", "rendah"],
    ["BI.003/2024", "Cecep Contoh", "narapidana", "1992-05-01", "2024-01-15", "2031-01-15", "A3", "rendah"],
]
BLOCK = "6"  # the column called Kamar, which no guess knows
NEEDLE = "weaving-needle"
# what the public page of a certificate and its paper never say
CUSTODY = ("cirebon", "crb", "lapas", "rutan", "prison", "custody", "narapidana", "pemasyarakatan", "warga binaan")
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FETCHED = """async (path) => {
  const answer = await fetch(path);
  return { type: answer.headers.get("Content-Type"), bytes: [...new Uint8Array(await answer.arrayBuffer())] };
}"""
POSTED = """async ([path, facts]) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(facts) });
  return { status: answer.status, body: await answer.json() };
}"""
BY_HAND = """
INSERT INTO people_enrolment (person_id, person_kind, adult_from, program_code, purpose, consent_purpose, during,
                              ended_reason, enrolled_by, enrolled_at)
SELECT id, kind, adult_from, 'coir-shade', 'sale', 'work', daterange(%s, NULL), '', %s, now()
FROM people_person WHERE id = %s
"""
Person = Callable[..., Page]


@pytest.fixture
def fresh(own_database: str, tmp_path: Path) -> Iterator[Running]:
    """The whole product, and Cirebon, which was onboarded a moment ago and has nobody yet but its staff."""
    as_owner(lambda: add_prison(cirebon(admin_email=address("head", CODE), slug=SLUG)))()
    with product(own_database, tmp_path) as running:
        yield running


def test_a_fresh_prison_works_a_whole_day(fresh: Running, person: Person, browser: Browser, tmp_path: Path) -> None:
    officer, head = person(width=PHONE), person(width=DESK)
    for page, role in ((officer, "officer"), (head, "head")):
        enter(page, fresh, role)
    import_from_a_workbook(fresh, officer, tmp_path)
    decide_and_clear(fresh, officer)
    risky, unasked = (number_of(fresh, officer, card) for card in (RISKY, UNASKED))
    consent(fresh, officer, risky)
    pass_the_risk_gate(fresh, officer, head, risky)
    never_without_consent(fresh, head, unasked)
    consent(fresh, officer, unasked)
    enrol(fresh, officer, unasked)
    expect(officer).to_have_url(at(fresh, f"/orang/{unasked}/"))
    session = open_a_session(fresh, officer)
    mark_without_a_network(fresh, browser, officer, session)
    count_out_and_in_one_short(fresh, officer, session)
    record_a_lot(fresh, officer, session)
    close_with_an_incident(fresh, officer, head, session)
    verifier = person(width=DESK)
    enter(verifier, fresh, "verifier")
    accept_a_part(fresh, verifier)
    visit(fresh, officer, "/bengkel/stok/")
    expect(officer.get_by_role("main")).to_contain_text("5 in the workshop, 0 on the marketplace")
    public_page = train_and_certify(fresh, officer, risky)
    verify_as_a_stranger(person(width=DESK), public_page)


def at(running: Running, path: str) -> str:
    return running.address(path, SLUG)


def visit(running: Running, page: Page, path: str) -> None:
    """Go to a page of Cirebon; it does not scroll sideways."""
    page.goto(at(running, path))
    assert page.evaluate(WIDER) <= 0, f"{path} scrolls sideways"


def says(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.get_by_role("main")).to_contain_text(text)


def enter(page: Page, running: Running, role: str) -> None:
    sign_in(page, running, role, CODE)
    page.goto(running.address(f"/akun/masuk-ke/{CODE}/"))


def import_from_a_workbook(running: Running, officer: Page, folder: Path) -> None:
    path = folder / "daftar.xlsx"
    path.write_bytes(workbook([HEADINGS, *PEOPLE]))
    visit(running, officer, "/orang/impor/")
    officer.set_input_files("[name=file]", path)
    press(officer, "Go on")
    says(officer, "Step 2 of 3")
    fill(officer, block=BLOCK)
    press(officer, "Show what would change")
    says(officer, "Step 3 of 3", "Nothing is written yet", "Every row is good")
    press(officer, "Accept and import")
    says(officer, "The good rows are imported")
    visit(running, officer, "/orang/")
    says(officer, RISKY, UNASKED, OTHER)


def decide_and_clear(running: Running, officer: Page) -> None:
    today = clock.today("Asia/Jakarta")
    visit(running, officer, "/orang/putusan/?program=coir-shade")
    fill(officer, board_number="CONTOH-TPP-1", board_on=today.isoformat())
    fill(officer, decree_number="CONTOH-SK-1", decree_on=today.isoformat())
    fill(officer, clearance="fit", expires=(today + timedelta(days=180)).isoformat())
    for card in (RISKY, UNASKED, OTHER):
        officer.get_by_label(card).check()
    press(officer, "Record the decision")
    says(officer, "The decision is recorded for 3 people.")


def number_of(running: Running, officer: Page, card: str) -> int:
    """The number by which addresses name a person."""
    visit(running, officer, "/orang/")
    officer.get_by_role("link", name=card).click()
    officer.wait_for_url(lambda url: url.rstrip("/").rpartition("/")[2].isdecimal())
    return int(officer.url.rstrip("/").rpartition("/")[2])


def consent(running: Running, officer: Page, person: int) -> None:
    """The text is shown and read aloud, and a witness is there."""
    visit(running, officer, f"/orang/{person}/persetujuan/?purpose=work&language=id")
    says(officer, "Anda bebas memilih.")
    officer.locator("[name=answer][value=given]").check()
    fill(officer, read_aloud=True, witness="Saksi Contoh", starts=clock.today("Asia/Jakarta").isoformat())
    press(officer, "Record the answer")
    says(officer, "The consent is recorded")


def enrol(running: Running, page: Page, person: int) -> None:
    visit(running, page, f"/orang/{person}/peserta/")
    fill(page, program="coir-shade", purpose="sale", starts=clock.today("Asia/Jakarta").isoformat())
    press(page, "Enrol")


def pass_the_risk_gate(running: Running, officer: Page, head: Page, person: int) -> None:
    """Refused until the head lets this person pass, for a reason and some days."""
    enrol(running, officer, person)
    expect(officer.get_by_role("alert")).to_contain_text("The risk is assessed as high.")
    visit(running, head, f"/orang/{person}/peserta/?program=coir-shade")
    head.get_by_role("link", name="Override it for some days").click()
    fill(head, reason="Dinilai ulang bersama wali pemasyarakatan.", days="14")
    press(head, "Override and record")
    says(head, "The gate is overridden.", "overridden")
    enrol(running, officer, person)
    expect(officer).to_have_url(at(running, f"/orang/{person}/"))


def never_without_consent(running: Running, head: Page, person: int) -> None:
    """Not by form, not by API, not by SQL, and not by the head; each time the rule is told."""
    rule = "Production for sale needs the person's own consent to work, on every day of it."
    today = clock.today("Asia/Jakarta").isoformat()
    enrol(running, head, person)
    expect(head.get_by_role("alert")).to_contain_text(rule)
    told = head.evaluate(POSTED, [f"/api/v1/people/{person}/enrolments/", {"program": "coir-shade", "starts": today}])
    assert (told["status"], told["body"]["code"]) == (422, "consent-missing")
    assert rule in str(told["body"])
    by = staff_of(CODE)["head"].actor
    with in_prison(CODE):
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BY_HAND, [today, by, person])
        constraint = constraint_of(refused.value)
    assert constraint == "people_enrolment_consent"
    with translation.override("en"):
        assert str(REFUSALS[constraint].rule) == rule


def open_a_session(running: Running, officer: Page) -> int:
    visit(running, officer, "/bengkel/sesi/buka/")
    fill(officer, program="coir-shade", place="Bengkel 1", starts="08:00", ends="14:00")
    officer.get_by_role("main").get_by_role("button").first.click()
    says(officer, RISKY, UNASKED)
    press(officer, "Equipment is handed out")
    says(officer, "handed out")
    return int(officer.url.split("/sesi/")[1].split("/")[0])


def marks(session: int) -> list[str]:
    with in_prison(CODE):
        return list(Attendance.objects.filter(session_id=session).values_list("state", flat=True))


def mark_without_a_network(running: Running, browser: Browser, officer: Page, session: int) -> None:
    """On an enrolled tablet: kept over a reload while the network is down, sent when it is back."""
    # not a `person()`: without a network the browser's console speaks, as it should
    context, tablet = enrolled(browser, running, CODE, SLUG, PHONE)
    tablet.goto(at(running, "/bengkel/luring/"))
    typed(tablet)
    status(tablet, "Ready")
    context.set_offline(True)
    for number in (0, 1):
        tap(tablet, session, number, "Present")
    status(tablet, "Kept on this device (2)")
    tablet.reload()
    status(tablet, "Locked. Marks that are kept here and not sent yet: 2")
    typed(tablet)
    assert tablet.evaluate(WIDER) <= 0
    assert marks(session) == []
    context.set_offline(False)
    wait_until(lambda: marks(session) == ["present", "present"], "the marks that were kept are sent")
    context.close()
    visit(running, officer, f"/bengkel/sesi/{session}/")
    expect(officer.locator('[value="present"]:checked')).to_have_count(2)


def count_tools(running: Running, officer: Page, session: int, way: str, *, pieces: int, told: str) -> None:
    visit(running, officer, f"/bengkel/sesi/{session}/alat/")
    fill(officer, **{f"{way}-{NEEDLE}": str(pieces)})
    press(officer, f"Save: counted {way}")
    says(officer, told)


def count_out_and_in_one_short(running: Running, officer: Page, session: int) -> None:
    count_tools(running, officer, session, "out", pieces=5, told="5 not back")
    count_tools(running, officer, session, "in", pieces=4, told="1 not back")


def record_a_lot(running: Running, officer: Page, session: int) -> None:
    visit(running, officer, f"/bengkel/sesi/{session}/lot/")
    fill(officer, product="coir-shade")
    officer.locator("[name^=pieces-]").first.fill("6")
    press(officer, "Record the lot")
    says(officer, "waits for inspection by another person")


def close_with_an_incident(running: Running, officer: Page, head: Page, session: int) -> None:
    """Closing is refused until it is told what is missing; that opens an incident, which the head closes when it is found."""
    visit(running, officer, f"/bengkel/sesi/{session}/")
    officer.get_by_text("Close the session").click()
    press(officer, "Close for good")
    expect(officer.locator("#close").get_by_role("alert")).to_contain_text(f"{NEEDLE} (1)")
    fill(officer, reason="Jarum dicari di lantai bengkel.")
    press(officer, "Close for good")
    expect(officer.locator("main .badge-ok", has_text="closed")).to_be_visible()
    count_tools(running, officer, session, "in", pieces=5, told="all back")
    visit(running, head, "/bengkel/kejadian/?kind=tool_shortage")
    head.locator('main a[href*="/kejadian/"]', has_text=str(clock.today("Asia/Jakarta").year)).first.click()
    says(head, "Tool missing", "Jarum dicari di lantai bengkel.")
    fill(head, text="Jarum ditemukan di bawah rangka anyam.")
    press(head, "Write it down")
    fill(head, result="Kelima jarum kembali.")
    press(head, "Close the incident")
    says(head, "The incident is closed.", "Kelima jarum kembali.")


def accept_a_part(running: Running, verifier: Page) -> None:
    """Measured values first outside what physics allows, then as they are; five pieces of six pass."""
    visit(running, verifier, "/bengkel/lot/")
    verifier.locator('a[href$="/periksa/"]').first.click()
    fill(verifier, **{"CS-Q01-1": "140", "CS-Q05-1": "200"}, accepted="5", rejected="1", rejected_cause="CS-Q05")
    press(verifier, "Book the verdict")
    expect(verifier.get_by_role("alert").first).to_be_visible()
    expect(verifier.locator('[name="CS-Q05-1"]')).to_have_value("200")
    fill(verifier, **{"CS-Q01-1": "14"})
    press(verifier, "Book the verdict")
    says(verifier, "5 accepted, 1 rejected, 0 to rework", "200 cm", "within")


def train_and_certify(running: Running, officer: Page, person: int) -> str:
    """Every assessed module is passed; the certificate in its neutral edition is issued and prints. Its public page."""
    for module in MODULES:
        visit(running, officer, f"/orang/pelatihan/?module=coir-shade/{module}&person={person}")
        passed: dict[str, Any] = {"assessor": "Asesor Contoh", f"person-{person}": True, f"mark-{person}": "90"}
        fill(officer, **passed)
        press(officer, "Record who is ticked")
        says(officer, "Recorded for 1 person.")
    visit(running, officer, f"/orang/{person}/pelatihan/")
    officer.get_by_text("Issue a certificate", exact=True).click()
    fill(officer, issuer=ISSUER)
    press(officer, "Issue the certificate")
    says(officer, "The certificate is issued")
    paper = officer.evaluate(FETCHED, officer.get_by_role("link", name="Paper (PDF)").get_attribute("href"))
    assert paper["type"] == "application/pdf"
    tells_nothing_of_custody(text_of(bytes(paper["bytes"])))
    public_page = officer.locator('#certificates a[href*="/sertifikat/"]').first.get_attribute("href")
    assert public_page
    return public_page


def verify_as_a_stranger(stranger: Page, public_page: str) -> None:
    stranger.goto(public_page)
    says(stranger, "Valid", "This certificate was issued and has not been withdrawn.", ISSUER)
    tells_nothing_of_custody(stranger.content())
    fill(stranger, name="Asep Contoh")
    press(stranger, "Compare")
    says(stranger, "The name matches.")


def tells_nothing_of_custody(text: str) -> None:
    assert [word for word in CUSTODY if word in text.lower()] == []
