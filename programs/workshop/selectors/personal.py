"""Owns reading one person's work here: days, minutes and pieces of each program."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from programs.workshop.models import PRESENT, Attendance, LotMaker


@dataclass(frozen=True)
class WorkDone:
    """What a person worked in one program: on so many days, so many minutes, pieces recorded of them."""

    program_code: str
    days: int
    minutes: int
    pieces: int


def work_done(person: int) -> list[WorkDone]:
    """Each program the person was present in, by code (two queries)."""
    attended = Attendance.objects.filter(person_id=person, state=PRESENT).order_by("session__program_code")
    days = attended.values_list("session__program_code").annotate(
        days=Count("day", distinct=True), minutes=Sum("minutes")
    )
    made = LotMaker.objects.filter(person_id=person).order_by().values_list("lot__program_code")
    pieces = dict(made.annotate(sum=Sum("pieces")))
    return [WorkDone(code, count, minutes, pieces.get(code, 0)) for code, count, minutes in days]
