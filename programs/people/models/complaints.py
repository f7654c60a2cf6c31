"""Owns complaints: sealed, with a receipt and a due date, kept so that whom one is about never learns of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from core import clock
from programs.people.models.persons import Person
from programs.records.models import Officer

CATEGORIES = ("safety", "treatment", "work", "money", "health", "other")
ABOUT = ("nobody", "officer", "head")
# letters and digits that are not taken for another
RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
RECEIPT = r"^(CONTOH-)?[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$"


class Complaint(models.Model):
    """One complaint. Its key is random, so that no gap in a row of numbers tells of one that may not be seen.

    `person` is empty for an anonymous one, which also keeps the day and not the hour. Text and answer are sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=10)
    about = models.CharField(max_length=8)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    text_sealed = models.BinaryField()
    entered_by = models.CharField(max_length=80)
    received_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt"], name="people_complaint_receipt"),
            models.CheckConstraint(condition=Q(receipt__regex=RECEIPT), name="people_complaint_readable"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="people_complaint_category"),
            models.CheckConstraint(
                condition=Q(about__in=["nobody", "head"], officer=None) | Q(about="officer", officer__isnull=False),
                name="people_complaint_about",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=TruncDate(F("received_at"))), name="people_complaint_due"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer_sealed=None, answered_by="")
                | (Q(answered_at__gte=F("received_at"), answer_sealed__isnull=False) & ~Q(answered_by="")),
                name="people_complaint_answered",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(answered_at__isnull=False, closed_at__gte=F("answered_at")),
                name="people_complaint_closed",
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="people_complaint_received")]

    def __str__(self) -> str:
        return self.receipt
