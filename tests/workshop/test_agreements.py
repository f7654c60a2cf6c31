"""Work for a partner needs a valid agreement and the consent of everybody present; the database refuses the rest."""

import uuid
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Conflict, NotFound, Refused
from programs.people.models import Consent, Enrolment
from programs.people.services import withdraw_consent
from programs.records.models import Officer
from programs.workshop import selectors
from programs.workshop.models import Agreement, Attendance, Session
from programs.workshop.services import (
    Mark,
    cancel_session,
    change_agreement,
    close_session,
    end_agreement,
    mark_attendance,
    open_session,
)
from tests.people.scene import DAY
from tests.people.test_gates import refused_by
from tests.workshop.conftest import OFFICER
from tests.workshop.partners import LAST, agreed, terms, willing

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


def opened_for(agreement: Agreement, day: date = DAY) -> Session:
    return open_session(
        "coir-shade",
        place="Bengkel 3",
        day=day,
        starts=time(8),
        ends=time(12),
        officer=OFFICER,
        officer_name="Petugas Contoh",
        by="officer",
        agreement=agreement.pk,
    )


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"partner": " "}, Refused, "partner"),
        ({"number": "x" * 81}, Refused, "number"),
        ({"kind": "rent"}, Refused, "kind"),
        ({"supervision": "Diawasi petugas."}, Refused, "supervision"),
        ({"supervisor": uuid.UUID(int=8), "supervisor_name": "Petugas"}, Refused, "supervisor"),
        ({"programs": []}, Refused, "programs"),
        ({"programs": ["gold"]}, NotFound, "programs"),
        ({"rates": {}}, Refused, "rates"),
        ({"rates": {"gold": 5}}, Refused, "rates"),
        ({"rates": {"coir-shade": 0}}, Refused, "rate-coir-shade"),
        ({"last": DAY - timedelta(days=1)}, Refused, "last"),
    ],
)
def test_terms_that_do_not_fit_are_refused_by_their_field(crew, change, error, field):
    Officer.objects.create(account=uuid.UUID(int=8), name="Instruktur", is_state=False)
    with pytest.raises(error) as refused:
        agreed(**change)
    assert refused.value.field == field
    assert not Agreement.objects.exists()


def test_a_known_number_is_a_conflict(crew):
    agreed()
    with pytest.raises(Conflict):
        agreed(partner="PT Contoh Lain")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"number": "PKS-CONTOH/01"}, "workshop_agreement_once"),
        ({"number": ""}, "workshop_agreement_named"),
        ({"kind": "rent"}, "workshop_agreement_kind"),
        ({"supervision": ""}, "workshop_agreement_supervised"),
        ({"supervisor_is_state": False}, "workshop_agreement_supervised"),
        ({"supervisor_id": uuid.UUID(int=8)}, "workshop_agreement_supervisor_gate"),
        ({"programs": []}, "workshop_agreement_scope"),
        ({"rates": {}}, "workshop_agreement_scope"),
        ({"during": (DAY, None)}, "workshop_agreement_days"),
        ({"ended_on": NEXT}, "workshop_agreement_ended"),
    ],
)
def test_the_database_refuses_an_agreement(crew, change, name):
    row = agreed()
    Officer.objects.create(account=uuid.UUID(int=8), name="Instruktur", is_state=False)
    facts = {
        field: getattr(row, field)
        for field in (
            "partner",
            "signed_on",
            "kind",
            "material_by",
            "programs",
            "rates",
            "supervision",
            "supervisor_id",
        )
    }
    with refused_by(name):
        Agreement.objects.create(**{**facts, "number": "X", "during": (DAY, LAST), "recorded_by": "x", **change})


def test_a_session_for_a_partner_lies_within_the_agreement(crew):
    row = agreed(first=NEXT)
    with pytest.raises(Refused) as refused:
        opened_for(row)
    assert refused.value.code == "agreement-not-valid"
    with pytest.raises(NotFound):
        opened_for(Agreement(pk=row.pk + 1))
    facts = {"program_code": "coir-shade", "place": "B", "starts": time(8), "ends": time(9), "officer_id": OFFICER}
    for change, name in (
        ({"agreement": row, "agreement_during": row.during}, "workshop_session_agreed_day"),
        ({"agreement": row, "agreement_during": (DAY, LAST)}, "workshop_session_agreement_gate"),
        ({"agreement": row}, "workshop_session_agreement"),
        ({"is_export": True}, "workshop_session_agreement"),
    ):
        with refused_by(name):
            Session.objects.create(**facts, day=DAY, **change)


def test_who_is_present_for_a_partner_has_consented_to_it_and_to_export(crew):
    session = opened_for(agreed(is_export=True))
    marks = [Mark(each.pk, "present", 60) for each in crew]
    willing(crew[:2])
    with pytest.raises(Refused) as refused:
        mark_attendance(session.pk, marks=marks, by="officer")
    assert (refused.value.code, refused.value.value) == ("partner-consent-missing", "K-0003")
    with pytest.raises(Refused) as refused:
        mark_attendance(session.pk, marks=marks[:2], by="officer")
    assert refused.value.code == "export-consent-missing"
    assert not Attendance.objects.exists()
    mark_attendance(session.pk, marks=[Mark(crew[2].pk, "sick")], by="officer")
    willing(crew[2:], "export")
    mark_attendance(session.pk, marks=[marks[2]], by="officer")
    assert Attendance.objects.get().partner_consent.purpose == "partner_work"
    close_session(session.pk, by="officer")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"partner_consent": None}, "workshop_attendance_partner"),
        ({"partner_during": None}, "workshop_attendance_partner"),
        ({"partner_during": (DAY - timedelta(days=9), DAY)}, "workshop_attendance_partner"),
        ({"partner_during": (DAY - timedelta(days=9), None)}, "workshop_attendance_partner_gate"),
        ({"partner_purpose": "work"}, "workshop_attendance_partner"),
        ({"export_consent": None}, "workshop_attendance_export"),
        ({"export_during": (DAY - timedelta(days=9), None)}, "workshop_attendance_export_gate"),
        ({"session_is_partner": False}, "workshop_attendance_session_gate"),
        ({"session_is_export": False, "export_consent": None}, "workshop_attendance_session_gate"),
    ],
)
def test_the_database_lets_nobody_be_present_for_a_partner_without_consent(crew, change, name):
    session = opened_for(agreed(is_export=True))
    willing(crew[:1], "export")
    enrolment = Enrolment.objects.get(person=crew[0])
    given = {each.purpose: each for each in Consent.objects.filter(person=crew[0])}
    facts = {
        "session": session,
        "person": crew[0],
        "enrolment": enrolment,
        "enrolment_during": enrolment.during,
        "day": DAY,
        "state": "present",
        "minutes": 60,
        "recorded_by": "x",
        "session_is_partner": True,
        "session_is_export": True,
        "partner_consent": given["partner_work"],
        "partner_during": given["partner_work"].during,
        "export_consent": given["export"],
        "export_during": given["export"].during,
    }
    with refused_by(name):
        Attendance.objects.create(**{**facts, **change})
    Attendance.objects.create(**facts)


def test_consent_withdrawn_on_a_day_of_work_holds_that_day_and_no_longer(crew):
    row = agreed()
    session = opened_for(row)
    willing(crew)
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    for person in crew[:2]:
        withdraw_consent(Consent.objects.get(person=person, purpose="partner_work").pk, on=DAY, by="officer")
    assert Consent.objects.get(person=crew[0], purpose="partner_work").last_day == DAY
    with pytest.raises(Refused):
        mark_attendance(session.pk, marks=[Mark(crew[1].pk, "present", 60)], by="officer")


def test_an_agreement_on_which_work_rests_is_not_changed_but_ended_for_a_reason(crew):
    row = agreed()
    changed = change_agreement(row.pk, terms(partner="PT Contoh Baru"), version=1, by="head")
    assert (changed.partner, changed.version) == ("PT Contoh Baru", 2)
    with pytest.raises(Conflict):
        change_agreement(row.pk, terms(), version=1, by="head")
    session = opened_for(row)
    with pytest.raises(Conflict) as used:
        change_agreement(row.pk, terms(), version=2, by="head")
    assert used.value.code == "agreement-used"
    for on, reason, error in (
        (DAY, "Bahan habis", Conflict),
        (LAST + timedelta(days=1), "x", Refused),
        (NEXT, " ", Refused),
    ):
        with pytest.raises(error):
            end_agreement(row.pk, on=on, reason=reason, by="head")
    cancel_session(session.pk, reason="Mitra batal", by="officer")
    end_agreement(row.pk, on=DAY, reason="Bahan habis", by="head")
    assert not selectors.valid_agreements(DAY)
    with pytest.raises(Conflict):
        end_agreement(row.pk, on=DAY, reason="Lagi", by="head")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(0, 20), length=st.integers(0, 20), asked=st.integers(-2, 45))
def test_an_agreement_holds_from_its_first_to_its_last_day(crew, first, length, asked):
    Agreement.objects.all().delete()
    begins, day = DAY + timedelta(days=first), DAY + timedelta(days=asked)
    row = selectors.agreement(agreed(first=begins, last=begins + timedelta(days=length)).pk)
    holds = first <= asked <= first + length
    assert row.covers(day) is holds
    assert (selectors.valid_agreements(day) == [row]) is holds
