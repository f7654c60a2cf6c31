"""Composite keys that let one enrolment row be checked: kind, adulthood and consent stay equal to their source."""

from django.db import migrations

PERSON = """
ALTER TABLE people_enrolment ADD CONSTRAINT people_enrolment_person_gate
FOREIGN KEY (person_id, person_kind, adult_from) REFERENCES people_person (id, kind, adult_from) ON UPDATE CASCADE
"""
CONSENT = """
ALTER TABLE people_enrolment ADD CONSTRAINT people_enrolment_consent_gate
FOREIGN KEY (consent_id, person_id, consent_purpose, consent_during)
REFERENCES people_consent (id, person_id, purpose, during) ON UPDATE CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RunSQL(PERSON, "ALTER TABLE people_enrolment DROP CONSTRAINT people_enrolment_person_gate"),
        migrations.RunSQL(CONSENT, "ALTER TABLE people_enrolment DROP CONSTRAINT people_enrolment_consent_gate"),
    ]
