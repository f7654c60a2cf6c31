"""Owns what people do in a browser, in the words of the job: fill a form, follow a mail, sign in."""

import email
import re
import time
from email.message import Message
from pathlib import Path

from playwright.sync_api import Page

from tests.cast import PASSWORD, address
from tests.running import Running

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
    """Sign in with address and password on the public host."""
    page.goto(running.address("/akun/login/"))
    fill(page, login=address(role, prison), password=PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/akun/login/" not in url)


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
    """Follow the invitation in the mail and choose a password; the person is then at work."""
    page.goto(link_in_mail(running, recipient))
    fill(page, password=PASSWORD, repeated=PASSWORD)
    press(page, "Save and sign in")
