"""Owns the registration of people in custody."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, consent, enrolment of one prison."""

    name = "programs.people"
    default_auto_field = "django.db.models.BigAutoField"
