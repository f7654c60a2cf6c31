"""Owns what people do in a browser, in the words of the job: fill a form, follow a mail, sign in with a phone."""

import email
import re
import time
from email.message import Message
from pathlib import Path

from playwright.sync_api import Page

from tests.cast import PASSWORD, address
from tests.codes import code_of
from tests.running import Running

# the secrets that people's phones hold, and the codes they have shown already
PHONES: dict[tuple[int, str], str] = {}
USED: set[tuple[str, str]] = set()
LINK = re.compile(r"https?://\S+")


def fill(page: Page, **facts: str | bool) -> None:
    """Fill fields by their names; a true value ticks a box, a text chooses in a select."""
    for name, value in facts.items():
        field = page.locator(f'main [name="{name.replace("__", "-")}"]').first
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(page: Page, label: str) -> None:
    """Press a button of the page by its words."""
    page.get_by_role("main").get_by_role("button", name=label).first.click()


def sign_in(page: Page, running: Running, role: str, prison: str = "") -> None:
    """Sign in with address and password on the public host, staff with the code of their second factor as well."""
    page.goto(running.address("/akun/login/"))
    fill(page, login=address(role, prison), password=PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/akun/login/" not in url)
    show_factor(page, running, address(role, prison))


def show_factor(page: Page, running: Running, recipient: str) -> None:
    """Set the second factor up with a phone of one's own, or show its code, where the product asks for it."""
    phone = (running.port, recipient)
    if page.locator("#secret").count():
        PHONES[phone] = page.locator("#secret").inner_text()
        _send_code(page, code_of(PHONES[phone]))
        page.locator('main form[action$="/kode-cadangan/"] button').click()
    elif "/akun/2fa/" in page.url or page.locator("main [name=code]").count():
        _send_code(page, _unused(PHONES[phone]))
    page.wait_for_url(lambda url: "/akun/faktor/" not in url and "/akun/2fa/" not in url)


def _send_code(page: Page, code: str) -> None:
    fill(page, code=code)
    page.locator("main form:has([name=code]) button").first.click()


def _unused(secret: str) -> str:
    """A code that counts now and was not sent yet: each is taken once."""
    code = next(code for code in (code_of(secret, steps=steps) for steps in (0, 1, -1)) if (secret, code) not in USED)
    USED.add((secret, code))
    return code


def mails_to(running: Running, recipient: str) -> list[Message]:
    """Mails of the file box to an address, oldest first."""
    folder = Path(running.folder / "var" / "mail")
    texts = [path.read_text() for path in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)]
    mails = [email.message_from_string(text) for whole in texts for text in whole.split("-" * 79) if text.strip()]
    return [mail for mail in mails if recipient in str(mail["To"])]


def link_in_mail(running: Running, recipient: str, seconds: float = 20.0) -> str:
    """The address in the newest mail to somebody, once it has come."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        mails = mails_to(running, recipient)
        if mails:
            payload = mails[-1].get_payload(decode=True)
            assert isinstance(payload, bytes)
            found = LINK.findall(payload.decode())
            if found:
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail with a link came to {recipient}")


def accept_invitation(page: Page, running: Running, recipient: str) -> None:
    """Follow the invitation in the mail, choose a password, set up the second factor; the person is then at work."""
    page.goto(link_in_mail(running, recipient))
    fill(page, password=PASSWORD, repeated=PASSWORD)
    invitation = page.url
    press(page, "Save and sign in")
    page.wait_for_url(lambda url: url != invitation)
    show_factor(page, running, recipient)
