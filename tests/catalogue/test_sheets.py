"""Each room of the storefront links the style sheets of what it shows."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.orders.market import offer, order
from tests.orders.quoting import answer, ask

pytestmark = pytest.mark.django_db
OWNER = re.compile(r"^ +\.([a-z][\w-]*)", re.MULTILINE)  # the class that a selector begins with
SHEETS = {
    f"{sheet.parent.name}/{sheet.name}": frozenset(OWNER.findall(sheet.read_text("utf-8")))
    for sheet in Path(settings.BASE_DIR, "marketplace").glob("*/static/*/*.css")
}


def unlinked(page: str) -> set[str]:
    """Classes on the page whose looks stand only in sheets that it does not link."""
    shown = {name for words in re.findall(r'class="([^"]+)"', page) for name in words.split()}
    linked = {sheet for sheet in SHEETS if f"/{sheet}" in page}
    known = frozenset().union(*(SHEETS[sheet] for sheet in linked))
    return {name for sheet in SHEETS.keys() - linked for name in SHEETS[sheet] & shown} - known


def test_every_room_links_the_sheets_of_what_it_shows(client_at):
    client = client_at()
    listing = offer(pieces=90)
    client.post("/keranjang/tambah/", {"listing": listing.pk, "pieces": 2})
    quote = ask(quantity=5)["id"]
    answer(quote)
    paths = [
        "/", "/katalog/", "/katalog/?q=nothing", "/katalog/IDM/coir-shade/", "/lapas/idm/", "/angka/", "/keranjang/",
        "/pesan/", f"/pesanan/{order()['id']}/", "/penawaran/minta/IDM/coir-shade/", f"/penawaran/{quote}/",
        "/pesanan-saya/",
    ]  # fmt: skip
    pages = {path: client.get(path, follow=True).content.decode() for path in paths}
    assert {path: found for path, page in pages.items() if (found := unlinked(page))} == {}
    assert len(SHEETS) == len({sheet for page in pages.values() for sheet in SHEETS if f"/{sheet}" in page})
