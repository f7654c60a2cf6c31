"""Owns the prison's choice of a split scheme and its signature: by decree number, one in force at a time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, jobs
from core.errors import Conflict, NotFound, Refused
from programs.earnings import selectors
from programs.earnings.models import SplitScheme
from programs.records import services as records
from programs.records.selectors import this_prison

LONGEST_DECREE = 80


def choose_scheme(code: str, *, starts: date, decree_number: str = "", by: str) -> SplitScheme:
    """Choose a scheme of reference/split_schemes.csv from the day `starts`; a decree number signs it at once.

    The same choice again returns the scheme that is there, and signs it when a decree is given for the first time.
    Raises NotFound (field `scheme`) for a code the file does not have, Conflict as `sign_scheme` does.
    """
    facts = selectors.known_schemes().get(code)
    if facts is None:
        rule = _("The scheme is one of %(codes)s.") % {"codes": ", ".join(selectors.known_schemes())}
        raise NotFound(code="scheme-unknown", field="scheme", value=code[:80], rule=rule)
    with transaction.atomic():
        chosen = SplitScheme.objects.filter(code=code, during__startswith=starts).first()
        if chosen is None:
            chosen = _create(facts, starts)
            records.record("scheme.chosen", by=by, subject=f"scheme:{chosen.pk}", code=code)
        if decree_number:
            chosen = sign_scheme(chosen.pk, decree_number=decree_number, by=by)
    return chosen


def _create(facts: selectors.SchemeFacts, starts: date) -> SplitScheme:
    return SplitScheme.objects.create(
        code=facts.code,
        base=facts.base,
        method=facts.method,
        premi_mode=facts.premi_mode,
        legal_reference=facts.legal_reference,
        source=facts.source,
        during=(starts, None),
        **facts.percentages,
    )


def sign_scheme(scheme: int, *, decree_number: str, by: str) -> SplitScheme:
    """Put a chosen scheme in force by decree number; the scheme in force before ends when this one starts.

    Tells `earnings.scheme_signed`, so that paid parts that waited are settled. The same decree again changes nothing.
    Raises NotFound, Refused without a decree number, Conflict when it is signed by another decree or a later one is.
    """
    decree = decree_number.strip()
    if not decree or len(decree) > LONGEST_DECREE:
        rule = _("A scheme is signed by the number of the head's decree, of at most %(most)s characters.") % {
            "most": LONGEST_DECREE
        }
        raise Refused(code="decree-missing", field="decree_number", value=decree[:LONGEST_DECREE], rule=rule)
    with transaction.atomic():
        rows = {row.pk: row for row in SplitScheme.objects.select_for_update(no_key=True).order_by("pk")}
        chosen = rows.get(scheme) or selectors.scheme(scheme)
        if chosen.is_signed:
            return _signed_before(chosen, decree)
        _end_before(chosen, [row for row in rows.values() if row.is_signed])
        chosen.decree_number, chosen.signed_by, chosen.signed_at = decree, by, clock.now()
        chosen.save(update_fields=["decree_number", "signed_by", "signed_at"])
        records.record("scheme.signed", by=by, subject=f"scheme:{chosen.pk}", decree=decree)
        jobs.publish("earnings.scheme_signed", prison=this_prison())
    return chosen


def _signed_before(chosen: SplitScheme, decree: str) -> SplitScheme:
    if chosen.decree_number == decree:
        return chosen
    rule = _("This scheme is signed by decree %(decree)s; choose it again from a later day to renew it.") % {
        "decree": chosen.decree_number
    }
    raise Conflict(code="scheme-signed", field="decree_number", value=decree, rule=rule)


def _end_before(chosen: SplitScheme, signed: list[SplitScheme]) -> None:
    starts = chosen.starts
    for row in signed:
        if row.starts >= starts:
            rule = _("A scheme is signed from %(day)s on; a new one starts later.") % {"day": row.starts}
            raise Conflict(code="scheme-later", field="starts", value=str(starts), rule=rule)
        if row.during.upper is None or row.during.upper > starts:
            row.during = (row.starts, starts)
            row.save(update_fields=["during"])
