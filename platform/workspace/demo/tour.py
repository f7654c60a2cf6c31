"""Owns the tour: five things that prove what the product is for, each with links that sign in once (product rule 26)."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from marketplace.catalogue import selectors as catalogue
from programs.replication import selectors as replication
from workspace.demo.cast import ORIGIN
from workspace.demo.links import sign_in_link
from workspace.demo.staff import DOMAIN, address

VISITOR = "CRB"
VISITOR_NAME = "Lapas Kelas I Cirebon"
APPLICANT, BUYER = f"pemohon.crb@{DOMAIN}", f"pembeli@{DOMAIN}"
NAMES = {APPLICANT: "Pemohon Contoh", BUYER: "Pembeli Contoh"}
PAIRS = ((ORIGIN, "coir-shade", 3), ("BDL", "coir-net", 2), ("GRT", "coir-shade", 2), ("SMD", "coir-shade", 2))


class Stage(TextChoices):
    """How far the visitor's own prison has come."""

    OPEN = "open"
    WAITING = "waiting"
    COMING = "coming"
    READY = "ready"


@dataclass(frozen=True)
class Link:
    """A button of the tour; `who` is as whom it signs in, empty for nobody."""

    label: str
    url: str
    who: str = ""
    is_main: bool = True


@dataclass(frozen=True)
class Step:
    """One thing to do and to see."""

    icon: str
    title: str
    text: str
    see: str
    links: tuple[Link, ...]
    is_done: bool = False
    note: str = ""


def stage() -> Stage:
    """How far Cirebon has come. Acts as the storefront."""
    application = replication.live_of_code(VISITOR)
    if application is None:
        return Stage.OPEN
    if application.state == "ready":
        return Stage.READY
    return Stage.WAITING if application.state == "submitted" else Stage.COMING


def steps(now: Stage) -> tuple[Step, ...]:
    """The five steps, every link new. Acts as the storefront; links are issued as the gate."""
    return (_onboard(now), _register(now), _buy(), _compare(), _wall())


def cart() -> dict[str, int]:
    """Pieces by listing of two prisons that have them. Acts as the storefront."""
    offered = catalogue.listings_of([(prison, product) for prison, product, _pieces in PAIRS])
    chosen: dict[str, int] = {}
    for prison, product, pieces in PAIRS:
        listing = offered.get((prison, product))
        if listing is not None and listing.available >= pieces and len(chosen) <= 1:
            chosen[str(listing.pk)] = pieces
    return chosen


def _onboard(now: Stage) -> Step:
    approver, applicant = address("publisher", "nasional"), APPLICANT
    if now == Stage.READY:
        links = (
            Link(_("Open its workspace"), _once(address("head", VISITOR), f"/akun/masuk-ke/{VISITOR}/"), _("its head")),
            Link(_("See the result"), _once(approver, "/tur/setujui/"), _("the national office"), is_main=False),
        )
    else:
        links = (
            Link(_("1. Send the application"), _once(applicant, "/tur/isi/"), _("the applicant"), now == Stage.OPEN),
            Link(_("2. Approve it"), _once(approver, "/tur/setujui/"), _("the national office"), now != Stage.OPEN),
        )
    return Step(
        "building-2",
        _("Onboard a prison in minutes"),
        _(
            "Cirebon starts from nothing: send the application that is filled in for it, approve it with one click, watch."
        ),
        _("A timer, a schema and a database role of its own, and the address of the new workspace."),
        links,
        is_done=now == Stage.READY,
        note=_("Cirebon is onboarded.") if now == Stage.READY else "",
    )


def _register(now: Stage) -> Step:
    is_ready = now == Stage.READY
    place = VISITOR if is_ready else ORIGIN
    role = "head" if is_ready else "officer"
    note = _("Cirebon's first session: people are brought in with one press.")
    if not is_ready:
        note = _("Until Cirebon is there this opens today's session at Indramayu. Come back here after step 1.")
    link = Link(
        _("Take the register at %(place)s") % {"place": "Cirebon" if is_ready else "Indramayu"},
        _once(address(role, place), f"/akun/masuk-ke/{place}/?ke=/tur/hari-pertama/"),
        _("the head of Cirebon") if is_ready else _("the officer of Indramayu"),
    )
    return Step(
        "clipboard-check",
        _("Take its first register"),
        _("Mark who is not there, then the rest present with one press. Five reasons, none of them shames anyone."),
        _("Hours are counted, caps are kept by the database, and tools are counted out and in."),
        (link,),
        note=note,
    )


def _buy() -> Step:
    return Step(
        "shopping-basket",
        _("Buy from two prisons"),
        _(
            "The basket holds goods of two prisons: one order, a payment instruction for each seller. Then deliver to the US."
        ),
        _("The US refuses it before anything is ordered, and the page cites the law."),
        (
            Link(_("Open the basket"), _once(BUYER, "/tur/keranjang/?negara=ID"), _("a buyer")),
            Link(
                _("The same, delivered to the US"),
                _once(BUYER, "/tur/keranjang/?negara=US"),
                _("a buyer"),
                is_main=False,
            ),
        ),
    )


def _compare() -> Step:
    note = _("Cirebon appears here as soon as its people are in.")
    return Step(
        "chart-no-axes-combined",
        _("Compare nationally"),
        _(
            "Numerators and denominators of every month, intervals instead of ranks, three invented prisons that stand out."
        ),
        _("No person's name is anywhere here: only counts have left the prisons."),
        (
            Link(
                _("Open the comparison"), _once(address("analyst", "nasional"), "/national/"), _("the national analyst")
            ),
        ),
        note=note,
    )


def _wall() -> Step:
    return Step(
        "brick-wall",
        _("Test the wall"),
        _("Every prison's database role tries to read every other prison's people, live, now."),
        _("PostgreSQL's own refusals, word for word, with their number and how long it took."),
        (Link(_("Try to get through"), "/tur/tembok/"),),
    )


def _once(email: str, target: str) -> str:
    return sign_in_link(email, target, name=NAMES.get(email, ""))
