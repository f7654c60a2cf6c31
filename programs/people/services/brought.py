"""Owns keeping what a person brought along: earlier register numbers, the level of skill, and what was learnt elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import crypto
from core.errors import Refused
from programs.people.models import LEVELS, Alias, Assessment, Person
from programs.people.selectors.travelling import BUNDLES, PLANS, Bundle
from programs.people.services.masks import masked
from programs.people.services.ranges import ended_at
from programs.people.services.rows import register_key
from programs.records.refusals import constraint_of

# a live certificate of the same program, or the same one under a merged record: it stays as it is
KNOWN_ALREADY = frozenset({"people_certificate_once", "people_certificate_code"})


def keep_aliases(person: Person, registers: Iterable[str], *, prison: str, by: str) -> None:
    """Earlier register numbers find the person here too; one that is known already stays whose it is."""
    for register in registers:
        key = crypto.fingerprint(register_key(register), prison=prison, field="register")
        is_known = Alias.objects.filter(kind="register", hash=key).exists()
        if is_known or Person.objects.filter(register_hash=key).exists():
            continue
        sealed = crypto.seal(register, prison=prison, field="register")
        Alias.objects.create(
            person=person, kind="register", sealed=sealed, hash=key, masked=masked(register), recorded_by=by
        )


def keep_skill(person: Person, level: str, *, on: date, origin: str, by: str) -> None:
    """The level of skill holds here from the day of arrival; the one of before ends."""
    if level not in LEVELS["skill"]:
        return
    standing = Assessment.objects.filter(person=person, kind="skill", during__contains=on)
    if standing.filter(level=level).exists():
        return
    standing.update(during=ended_at(on))
    Assessment.objects.create(
        person=person, kind="skill", level=level, during=(on, None), note=origin[:200], recorded_by=by
    )


def keep_learnt(person: Person, learnt: Mapping[str, Any]) -> None:
    """Results, certificates and plans are entered as they were; what is known here already is left as it is."""
    bundles = {**BUNDLES, **PLANS}
    for name, rows in learnt.items():
        if name in bundles:
            for row in rows:
                _keep(bundles[name], person, row)


def _keep(bundle: Bundle, person: Person, row: Mapping[str, Any]) -> None:
    try:
        facts = {name: bundle.model._meta.get_field(name).to_python(row[name]) for name in bundle.columns}  # type: ignore[union-attr]
    except (FieldDoesNotExist, KeyError, TypeError, ValidationError):
        raise _unfit() from None
    known = {"person": person, **{name: facts.pop(name) for name in bundle.known_by}}
    try:
        with transaction.atomic():
            bundle.model._default_manager.get_or_create(**known, defaults=facts)
    except IntegrityError as error:
        if constraint_of(error) not in KNOWN_ALREADY:
            raise _unfit() from None


def _unfit() -> Refused:
    rule = _("The envelope holds a result that cannot be read. Refuse it and ask the sender.")
    return Refused(code="envelope-unfit", field="consignment", value="-", rule=rule)
