"""Owns complaints: received with a receipt and a due date, answered, noted and closed by those who may see them."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, crypto, jobs
from core.errors import Conflict, Forbidden, Refused
from programs.people import selectors
from programs.people.models import ABOUT, RECEIPT_LETTERS, Complaint
from programs.people.selectors import complaints as rows
from programs.people.services.refusals import REFUSALS
from programs.records.refusals import translated
from programs.records.selectors import local_midnight, local_today, staff_here, this_place, this_prison
from programs.records.services import once_here, record, write_note
from tenants.viewer import Viewer

KIOSK = "kiosk"
LONGEST = 4000


@dataclass(frozen=True)
class Filed:
    """What who complains is told: the receipt, and by when there is an answer."""

    receipt: str
    due_on: date


def may_enter(viewer: Viewer) -> tuple[str, ...]:
    """About whom a viewer may enter a complaint for somebody: what one may not see, one does not type either."""
    roles = viewer.roles_here
    if roles == {"complaint"}:
        return ABOUT
    if "head" in roles:
        return ("nobody", "officer")
    return ("nobody",) if roles & {"verifier", "officer", "instructor"} else ()


def enter_complaint(
    *, viewer: Viewer, category: str, about: str, text: str, card_number: str, officer: str = "", key: str
) -> Filed:
    """Enter a complaint that came on paper; without a card number it is anonymous. Rules as `file_complaint`.

    Raises Forbidden for one about somebody whom the viewer's role may not read about: it goes through the kiosk.
    """
    if about not in may_enter(viewer):
        rule = _("A complaint about staff does not pass through colleagues. It is sent at the kiosk.")
        raise Forbidden(
            code="complaint-routing", field="about", value=about[:8], rule=rule, citation="UU 22/2022 art. 9(g)"
        )
    person = selectors.person_with_card(card_number) if card_number.strip() else None
    who = person.pk if person else None
    return file_complaint(
        category=category, about=about, officer=officer, text=text, person=who, by=viewer.actor, key=key
    )


def file_complaint(
    *, category: str, about: str, text: str, person: int | None, key: str, officer: str = "", by: str = KIOSK
) -> Filed:
    """Receive a complaint; the same key again gives the same receipt. `officer` is an account that acts here.

    An officer who is the head today is the head. An anonymous complaint keeps its day, not its hour. Raises Refused
    (fields `category`, `about`, `text`).
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > LONGEST:
        rule = _("At most %(longest)d characters.") % {"longest": LONGEST}
        raise Refused(code="text-length", field="text", value=len(text), rule=rule)
    about, whom = _about(about, officer)
    request = {
        "category": category,
        "about": about,
        "officer": str(whom),
        "person": person,
        "text": crypto.fingerprint(text, prison=this_prison(), field=rows.TEXT),
    }
    today = local_today()
    row = Complaint(
        receipt=_receipt(),
        person_id=person,
        category=category[:10],
        about=about,
        officer_id=whom,
        text_sealed=crypto.seal(text, prison=this_prison(), field=rows.TEXT),
        entered_by=by,
        received_at=local_midnight(today) if person is None else clock.now(),
        due_on=selectors.due_after(today),
    )
    with translated(REFUSALS, value=category[:10]):
        found = once_here("complaint", key, request, lambda: _received(row, today))
    return Filed(found["receipt"], date.fromisoformat(found["due_on"]))


def _received(row: Complaint, today: date) -> dict[str, str]:
    row.save(force_insert=True)
    record("complaint.received", by=row.entered_by, subject=f"complaint:{row.pk}")
    _tell(row, today)
    return {"receipt": row.receipt, "due_on": row.due_on.isoformat()}


def _about(about: str, officer: str) -> tuple[str, UUID | None]:
    if about not in ABOUT:
        raise Refused(code="about-unknown", field="about", value=about[:8], rule=_("Choose whom it is about."))
    if about != "officer":
        return about, None
    found = next((each.account for each in staff_here() if str(each.account) == officer), None)
    if found is None:
        raise Refused(code="officer-unknown", field="about", value="…", rule=_("Choose one of the officers listed."))
    return ("head", None) if found in rows.heads() else ("officer", found)


def _receipt() -> str:
    place = this_place()
    groups = ["".join(secrets.choice(RECEIPT_LETTERS) for _each in range(4)) for _group in range(2)]
    start = ["CONTOH"] if settings.DEMO or place.is_demo else []
    return "-".join([*start, *groups])


def answer_complaint(complaint: UUID, *, text: str, version: int, viewer: Viewer) -> None:
    """Answer, once. Raises NotFound as the selector, Refused for an empty or too long text, Conflict when answered."""
    text = text.strip().replace("\r\n", "\n")
    if not text or len(text) > LONGEST:
        rule = _("Write the answer, with at most %(longest)d characters.") % {"longest": LONGEST}
        raise Refused(code="answer-length", field="text", value=len(text), rule=rule)
    with transaction.atomic():
        row = _current(complaint, version, viewer)
        if row.answered_at is not None:
            raise Conflict(code="answered", field="text", value="…", rule=_("This complaint is answered already."))
        row.answer_sealed = crypto.seal(text, prison=this_prison(), field=rows.ANSWER)
        row.answered_at, row.answered_by, row.version = clock.now(), viewer.actor, row.version + 1
        row.save(update_fields=["answer_sealed", "answered_at", "answered_by", "version"])
        record("complaint.answered", by=viewer.actor, subject=f"complaint:{row.pk}")
        _tell(row, row.received_at.astimezone(ZoneInfo(this_place().timezone)).date())


def close_complaint(complaint: UUID, *, version: int, viewer: Viewer) -> None:
    """Close what was answered; again changes nothing. Raises NotFound, Refused (field `complaint`) without an answer."""
    with transaction.atomic():
        row = _current(complaint, version, viewer)
        if row.answered_at is None:
            rule = _("Answer it first; what is not answered stays open.")
            raise Refused(code="answer-missing", field="complaint", value=row.receipt, rule=rule)
        if row.closed_at is None:
            row.closed_at, row.version = clock.now(), row.version + 1
            row.save(update_fields=["closed_at", "version"])
            record("complaint.closed", by=viewer.actor, subject=f"complaint:{row.pk}")


def note_on_complaint(complaint: UUID, *, text: str, viewer: Viewer) -> None:
    """Add what was done or found; it stays inside, and is read by those who see the complaint. Raises NotFound, Refused."""
    if len(text) > LONGEST:
        rule = _("At most %(longest)d characters.") % {"longest": LONGEST}
        raise Refused(code="text-length", field="text", value=len(text), rule=rule)
    row = rows.complaint_for(viewer, complaint)
    with transaction.atomic():
        write_note(f"complaint:{row.pk}", text, by=viewer.actor)


def _current(complaint: UUID, version: int, viewer: Viewer) -> Complaint:
    row = rows.complaint_for_change(viewer, complaint)
    if row.version != version:
        rule = _("Somebody changed this complaint in the meantime. Read it again; what you typed is kept.")
        raise Conflict(code="version", field="version", value=version, rule=rule)
    return row


def _tell(row: Complaint, day: date) -> None:
    """The month's counts are published anew; one about the head is in none of them."""
    if row.about != "head":
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{day:%Y-%m}")
