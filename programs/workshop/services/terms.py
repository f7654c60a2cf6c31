"""Owns what a session demands of a mark: that it is held, and for a partner that who is present has consented to it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from programs.people.selectors import Covering, cards, covering_consents
from programs.workshop.models import PRESENT, Attendance, Session
from programs.workshop.services.refusals import REFUSALS

CONSENTED = ("partner_consent_id", "partner_during", "export_consent_id", "export_during")
Consents = dict[str, dict[int, Covering]]


def check_held(session: Session) -> None:
    """Raise Conflict for a cancelled session: it takes no marks and is not closed."""
    if session.cancelled_at is not None:
        rule = _("The session is cancelled: %(reason)s. Restore it first.") % {"reason": session.cancelled_reason}
        raise Conflict(code="session-cancelled", field="session", value=session.pk, rule=rule)


def partner_consents(session: Session, present: Iterable[int]) -> Consents:
    """The consents that being present at a session rests on, by purpose and person; none but for a partner's session.

    Raises Refused, with the card numbers, when somebody has not consented to partner work, or to export where it is for it.
    """
    if not session.is_partner:
        return {}
    persons = list(present)
    found = {"partner": covering_consents(persons, "partner_work", session.day)}
    if session.is_export:
        found["export"] = covering_consents(persons, "export", session.day)
    for purpose, given in found.items():
        without = [person for person in persons if person not in given]
        if without:
            refusal, named = REFUSALS[f"workshop_attendance_{purpose}"], ", ".join(cards(without))
            rule = f"{refusal.rule} ({named})"
            raise Refused(code=refusal.code, field=refusal.field, value=named, rule=rule, citation=refusal.citation)
    return found


def copy_terms(entry: Attendance, session: Session, consents: Consents) -> None:
    """Write the session's terms, and the consents that being present rests on, into a row of the register."""
    entry.session_is_partner, entry.session_is_export = session.is_partner, session.is_export
    for purpose, found in consents.items():
        given = found.get(entry.person_id) if entry.state == PRESENT else None
        setattr(entry, f"{purpose}_consent_id", given and given.consent)
        setattr(entry, f"{purpose}_during", given and given.during)
