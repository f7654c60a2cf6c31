"""Owns what earnings holds about a person: every rupiah of premi. It stays as a pseudonym, for the books."""

from django.utils.translation import gettext_lazy as _

from programs.earnings.models import PremiEntry
from programs.records.personal import Apart, Held

HELD = (Held(PremiEntry, _("Premi"), ("at", "lot__code", "pieces", "amount"), "money", keep=True),)
APART: tuple[Apart, ...] = ()
