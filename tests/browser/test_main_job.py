"""The main job in a browser: Cirebon onboards, works, sells beside Indramayu, is refused to the US, and is compared."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from core import clock
from tests.browser.acting import accept_invitation, fill, link_in_mail, press, sign_in
from tests.cast import PASSWORD
from tests.running import Running
from tests.waiting import wait_until
from workspace.demo.people import people_csv

HEAD, OFFICER, VERIFIER, TREASURER = (
    f"{role}@cirebon.example" for role in ("head", "officer", "verifier", "treasurer")
)
# the product of the tests is a demonstration: its invented domain counts as official
APPLICANT = "pemohon@contoh.example"


def test_cirebon_starts_from_the_template_and_sells_beside_indramayu(
    running: Running, person: Callable[[], Page], tmp_path: Path
) -> None:
    onboard_cirebon(running, person(), person())
    head = person()
    accept_invitation(head, running, HEAD)
    expect(head.get_by_role("region", name="Next step")).to_contain_text("Invite staff")
    invite_staff(running, head)
    officer, verifier, treasurer = person(), person(), person()
    for page, address in ((officer, OFFICER), (verifier, VERIFIER), (treasurer, TREASURER)):
        accept_invitation(page, running, address)
    import_people(running, officer, tmp_path)
    enrol_first_person(running, officer)
    work_one_session(running, officer)
    inspect(running, verifier)
    name_the_seller(running, treasurer, head)
    release(running, officer)
    order_number = buy_from_two_prisons(running, person())
    refused_to_the_us(running, person())
    confirm_the_transfer(running, treasurer, order_number)
    compare(running, person())


def onboard_cirebon(running: Running, applicant: Page, approver: Page) -> None:
    applicant.goto(running.address("/onboarding/daftar/"))
    applicant.locator("#cari").press_sequentially("cirebon")
    applicant.locator("#found a", has_text="Lapas Kelas I Cirebon").click()
    expect(applicant.locator("[name=name]")).to_have_value("Lapas Kelas I Cirebon")
    applicant.get_by_role("group", name="Covered workshop area").get_by_text("Yes", exact=True).click()
    expect(applicant.locator("#fit .reason-there").first).to_contain_text("Covered workshop area")
    fill(applicant, decree_number="CONTOH-SK-1", admin_email=HEAD)
    applicant.locator('[name=scheme][value="KEP1990_50_35_15"]').check()
    press(applicant, "Send the application")
    expect(applicant.get_by_role("main")).to_contain_text("Not sent yet")
    register(running, applicant, APPLICANT)
    applicant.goto(running.address("/onboarding/daftar/"))
    expect(applicant.locator("[name=decree_number]")).to_have_value("CONTOH-SK-1")
    press(applicant, "Send the application")
    expect(applicant.get_by_role("main")).to_contain_text("Submitted")
    sign_in(approver, running, "regional")
    approver.goto(running.address("/onboarding/persetujuan/"))
    approver.get_by_role("link", name="Lapas Kelas I Cirebon").click()
    press(approver, "Approve")
    applicant.reload()
    for page in (applicant, approver):  # each page follows by itself
        expect(page.get_by_role("link", name="Open the workspace")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("main")).to_contain_text("prison_crb")


def register(running: Running, page: Page, recipient: str) -> None:
    """Open an account with a password, confirm the address by the link in the mail, and sign in."""
    page.get_by_role("main").get_by_role("link", name="Create an account").click()
    fill(page, email=recipient, password1=PASSWORD)
    press(page, "Create an account")
    page.wait_for_url("**/akun/confirm-email/")
    page.goto(link_in_mail(running, recipient))
    press(page, "Confirm")
    if "/akun/login/" in page.url:
        fill(page, login=recipient, password=PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/akun/login/" not in url)


def invite_staff(running: Running, head: Page) -> None:
    for role, address in (("officer", OFFICER), ("verifier", VERIFIER), ("treasurer", TREASURER)):
        head.goto(running.address("/akun/anggota/CRB/"))
        fill(head, email=address, name=f"{role.title()} Contoh", role=role)
        press(head, "Send the invitation")
        expect(head.get_by_role("main")).to_contain_text(address)


def import_people(running: Running, officer: Page, folder: Path) -> None:
    path = folder / "people.csv"
    path.write_bytes(people_csv("CRB", 20, clock.today("Asia/Jakarta")))
    officer.goto(running.address("/orang/impor/", "cirebon"))
    officer.set_input_files("[name=file]", path)
    press(officer, "Go on")
    press(officer, "Show what would change")
    expect(officer.get_by_role("main")).to_contain_text("Nothing is written yet")
    press(officer, "Accept and import")
    expect(officer.get_by_role("main")).to_contain_text("The good rows are imported")
    officer.goto(running.address("/orang/", "cirebon"))
    expect(officer.get_by_role("main")).to_contain_text("K-0020")


def enrol_first_person(running: Running, officer: Page) -> None:
    today = clock.today("Asia/Jakarta").isoformat()
    officer.goto(running.address("/orang/putusan/?program=coir-shade", "cirebon"))
    fill(officer, board_number="CONTOH-TPP-1", board_on=today, decree_number="CONTOH-SK-2", decree_on=today)
    fill(officer, clearance="fit", expires=(clock.today("Asia/Jakarta") + timedelta(days=180)).isoformat())
    officer.get_by_label("K-0001").check()
    press(officer, "Record the decision")
    officer.goto(running.address("/orang/", "cirebon"))
    officer.get_by_role("link", name="K-0001").click()
    detail = officer.url
    officer.goto(f"{detail}persetujuan/")
    officer.locator("[name=answer][value=given]").check()
    fill(officer, witness="Saksi Contoh", starts=today)
    press(officer, "Record the answer")
    officer.goto(f"{detail}peserta/")
    fill(officer, program="coir-shade", purpose="sale", starts=today)
    officer.get_by_role("main").get_by_role("button").first.click()
    expect(officer).to_have_url(detail)


def work_one_session(running: Running, officer: Page) -> None:
    officer.goto(running.address("/bengkel/sesi/buka/", "cirebon"))
    fill(officer, program="coir-shade", place="Bengkel 1", starts="08:00", ends="14:00")
    officer.get_by_role("main").get_by_role("button").first.click()
    expect(officer.get_by_role("main")).to_contain_text("K-0001")
    press(officer, "Mark the rest present")
    officer.get_by_role("link", name="Record a lot").click()
    fill(officer, product="coir-shade")
    officer.locator("[name^=pieces-]").first.fill("6")
    press(officer, "Record the lot")
    officer.goto(running.address("/bengkel/", "cirebon"))
    officer.get_by_role("main").get_by_role("link").filter(has_text="2026").first.click()
    officer.get_by_text("Close the session").click()
    press(officer, "Close for good")


def inspect(running: Running, verifier: Page) -> None:
    verifier.goto(running.address("/bengkel/lot/", "cirebon"))
    verifier.locator('a[href$="/periksa/"]').first.click()
    fill(verifier, accepted="5", rejected="1")
    press(verifier, "Book the verdict")
    expect(verifier.get_by_role("main")).to_contain_text("5 accepted, 1 rejected")


def name_the_seller(running: Running, treasurer: Page, head: Page) -> None:
    treasurer.goto(running.address("/pesanan/penjual/", "cirebon"))
    fill(treasurer, name="Satuan Kerja Lapas Cirebon", tax_status="Instansi pemerintah")
    treasurer.get_by_role("main").get_by_role("button").first.click()
    treasurer.goto(running.address("/pesanan/penjual/", "cirebon"))
    fill(treasurer, bank="Bank Contoh", account_number="CONTOH-1", account_holder="Lapas Kelas I Cirebon")
    press(treasurer, "Save the account")
    head.goto(running.address("/pesanan/penjual/", "cirebon"))
    press(head, "Verify this account")


def release(running: Running, officer: Page) -> None:
    officer.goto(running.address("/bengkel/stok/", "cirebon"))
    press(officer, "Release to the marketplace")
    expect(officer.get_by_role("main")).to_contain_text("0 in the workshop, 5 on the marketplace")


def put_into_cart(running: Running, buyer: Page, prison: str, pieces: int) -> None:
    buyer.goto(running.address(f"/katalog/{prison}/coir-shade/"))
    fill(buyer, pieces=str(pieces))
    press(buyer, "Add to cart")


def buy_from_two_prisons(running: Running, buyer: Page) -> str:
    put_into_cart(running, buyer, "CRB", 3)
    put_into_cart(running, buyer, "IDM", 5)
    check_out(running, buyer, "ID")
    expect(buyer.get_by_role("main")).to_contain_text("Lapas Kelas I Cirebon")
    expect(buyer.get_by_role("main")).to_contain_text("Lapas Kelas IIB Indramayu")
    return buyer.url


def check_out(running: Running, buyer: Page, country: str) -> None:
    buyer.goto(running.address("/pesan/"))
    fill(buyer, email="buyer@main.example", name="Hotel Contoh", country=country, city="Cirebon", line="Jalan 1")
    fill(buyer, postcode="45111")
    press(buyer, "Place the order")


def refused_to_the_us(running: Running, buyer: Page) -> None:
    put_into_cart(running, buyer, "CRB", 1)
    put_into_cart(running, buyer, "IDM", 1)
    check_out(running, buyer, "US")
    expect(buyer.get_by_role("main")).to_contain_text("19 USC 1307")
    assert "/pesanan/" not in buyer.url


def confirm_the_transfer(running: Running, treasurer: Page, order: str) -> None:
    treasurer.goto(running.address("/pesanan/", "cirebon"))
    treasurer.get_by_role("main").get_by_role("link").filter(has_text="SBT").first.click()
    part = treasurer.url
    fill(treasurer, amount=str(3 * 450_000), reference="CONTOH-TRANSFER-1")
    press(treasurer, "Confirm the transfer")
    treasurer.goto(part)

    def is_settled() -> bool:
        treasurer.goto(running.address("/keuangan/penjualan/", "cirebon"))
        return "1,350,000" in treasurer.get_by_role("main").inner_text()

    wait_until(is_settled, "the worker has divided the sale")


def compare(running: Running, analyst: Page) -> None:
    sign_in(analyst, running, "analyst")
    period = (clock.now() + timedelta(hours=7)).strftime("%Y-%m")

    def both_are_there() -> bool:
        analyst.goto(running.address(f"/national/?indicator=participation-all&period={period}"))
        text = analyst.get_by_role("main").inner_text()
        return "Lapas Kelas I Cirebon" in text and "Lapas Kelas IIB Indramayu" in text

    wait_until(both_are_there, "both prisons are in the comparison")
