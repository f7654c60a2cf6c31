"""Owns the transfer of a person between prisons: people, premi and envelope move in one transaction at each end."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from programs.earnings import selectors as earnings
from programs.earnings import services as money
from programs.people import selectors as people
from programs.people import services as persons
from programs.records.selectors import this_prison
from programs.records.services import record
from programs.workshop import selectors as workshop
from tenants.selectors import consignments as known
from tenants.services import consignments

KIND, VERSION = "person", 1
REASONS = ("capacity", "program", "family", "security", "sentence")
REFUSALS = ("not-expected", "wrong-person", "unreadable", "no-place")


@dataclass(frozen=True)
class Arrival:
    """What the receiver sees of an opened envelope before it is accepted; whether premi comes along, never how much."""

    consignment: UUID
    origin: str
    on: date
    reason: str
    identity: dict[str, Any]
    skill: str
    learnt: dict[str, int]
    worked: tuple[str, ...]
    has_premi: bool


def send_person(person: int, *, to: str, on: date, reason: str, with_plan: bool, by: str) -> UUID:
    """Send a person to another prison: held here no longer from the day `on`, premi in transit, the rest in an envelope.

    Returns the consignment. Raises NotFound, Refused for an unknown prison or reason and like `people.leave`.
    """
    _check(reason, REASONS, "reason")
    with transaction.atomic():
        facts = people.travels(person, with_plan=with_plan)
        premi = max(0, earnings.premi_due(person))
        content = {"version": VERSION, **facts, "on": on, "reason": reason, "premi": premi, "worked": _worked(person)}
        sealed = json.dumps(content, cls=DjangoJSONEncoder).encode()
        sent = consignments.send_envelope(to, sealed, kind=KIND).pk
        persons.send_away(person, on=on, consignment=sent, by=by)
        money.send_premi(person, premi, consignment=sent, by=by)
        record("person.sent", by=by, subject=f"person:{person}", to=to, consignment=str(sent), reason=reason)
    return sent


def take_back(consignment: UUID, *, by: str) -> int:
    """A person who did not arrive is held here again with their premi: recalled on the way, refused, or expired.

    Returns the person. Raises NotFound, Conflict when the other prison has received the person.
    """
    with transaction.atomic():
        row = known.consignment(consignment, kind=KIND)
        if row.state not in {"refused", "erased"}:
            consignments.recall(consignment, kind=KIND)
        person = persons.keep_here(consignment, by=by)
        money.take_back_premi(person, consignment=consignment, by=by)
        record("person.taken-back", by=by, subject=f"person:{person}", consignment=str(consignment))
    return person


def open_arrival(consignment: UUID, *, by: str) -> Arrival:
    """Open the envelope of who is on the way here; the look is in the audit. Raises NotFound, Conflict, Refused."""
    with transaction.atomic():
        facts = _opened(consignment)
        record("person.envelope-opened", by=by, subject=f"consignment:{consignment}")
    origin = known.consignment(consignment, kind=KIND).sender_code
    learnt = {name: len(rows) for name, rows in facts["learnt"].items() if rows}
    return Arrival(
        consignment,
        origin,
        date.fromisoformat(facts["on"]),
        facts["reason"],
        facts["identity"],
        facts["skill"],
        learnt,
        tuple(facts["worked"]),
        facts["premi"] > 0,
    )


def receive_person(consignment: UUID, *, on: date, block: str, by: str) -> int:
    """The person has arrived: held here from the day `on`, known again or new, with premi out of transit; returns the person.

    Raises NotFound, Conflict when it was received, refused or recalled before or the person is held here already, Refused
    for a day ahead or an envelope that cannot be read. Nothing is half done then, and the envelope stays.
    """
    with transaction.atomic():
        facts = _opened(consignment)
        origin = known.consignment(consignment, kind=KIND).sender_code
        person = persons.admit_transferred(facts, on=on, block=block, origin=origin, by=by)
        consignments.receive(consignment, kind=KIND)
        money.receive_premi(person, facts["premi"], consignment=consignment, by=by)
    return person


def refuse_person(consignment: UUID, *, refusal: str, by: str) -> None:
    """Refuse an arrival for one of the reasons; the sender sees it and holds the person again. Raises like `receive_person`."""
    known.consignment(consignment, kind=KIND)
    _check(refusal, REFUSALS, "refusal")
    with transaction.atomic():
        consignments.refuse(consignment, kind=KIND, refusal=refusal)
        record("person.refused", by=by, subject=f"consignment:{consignment}", refusal=refusal)


def _worked(person: int) -> list[str]:
    line = _("%(prison)s: %(program)s, %(days)d days, %(hours)d hours, %(pieces)d pieces")
    here = this_prison()
    return [
        line
        % {
            "prison": here,
            "program": row.program_code,
            "days": row.days,
            "hours": row.minutes // 60,
            "pieces": row.pieces,
        }
        for row in workshop.work_done(person)
    ]


def _opened(consignment: UUID) -> dict[str, Any]:
    try:
        facts = json.loads(consignments.open_envelope(consignment, kind=KIND))
        is_fit = facts["version"] == VERSION and isinstance(facts["premi"], int) and isinstance(facts["learnt"], dict)
    except (ValueError, KeyError, TypeError):
        is_fit = False
    if not is_fit:
        rule = _("The envelope does not hold a person's facts as expected. Refuse it and ask the sender.")
        raise Refused(code="envelope-unfit", field="consignment", value=str(consignment), rule=rule)
    opened: dict[str, Any] = facts
    return opened


def _check(value: str, choices: tuple[str, ...], field: str) -> None:
    if value not in choices:
        raise Refused(code="reason-unknown", field=field, value=value[:20], rule=_("Choose one of the reasons listed."))
