"""Owns what must always be true of a prison's people; run inside each prison by `check_invariants`."""

from collections.abc import Iterator

from django.db.models import F, Q

from programs.people.models import Enrolment, Person

CHECKS = ("enrolment-copies-person", "enrolment-copies-consent", "sale-is-consented", "register-is-masked")


def violations() -> Iterator[str]:
    """Each broken rule as "check: what", with ids of this prison only."""
    as_person = Q(person_kind=F("person__kind"), adult_from=F("person__adult_from"))
    for pk in Enrolment.objects.exclude(as_person).values_list("pk", flat=True):
        yield f"enrolment-copies-person: enrolment {pk}"
    as_consent = Q(
        consent_during=F("consent__during"), consent_purpose=F("consent__purpose"), person=F("consent__person")
    )
    for pk in Enrolment.objects.exclude(consent=None).exclude(as_consent).values_list("pk", flat=True):
        yield f"enrolment-copies-consent: enrolment {pk}"
    consented = Q(consent__purpose="work", during__contained_by=F("consent__during"))
    for pk in Enrolment.objects.filter(purpose="sale").exclude(consented).values_list("pk", flat=True):
        yield f"sale-is-consented: enrolment {pk}"
    for pk in Person.objects.exclude(register_masked__startswith="••••").values_list("pk", flat=True):
        yield f"register-is-masked: person {pk}"
