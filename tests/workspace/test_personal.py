"""Everything held about a person: no table is forgotten, the file is readable, and what is due is removed once."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from core import clock, crypto
from core.errors import Refused
from programs.people import selectors as people
from programs.people import services as persons
from programs.people.models import Assessment, Complaint, KioskPin, Person
from programs.people.selectors import complaints
from programs.people.services.removing import remove_identity
from programs.records.models import AuditEntry
from programs.records.personal import apart, held
from programs.records.selectors import local_today
from programs.workshop.models import Attendance, Incident
from tenants.isolation.acting import in_prison
from tests.people.scene import DAY, MORNING, admit, adopt_programs, workers
from tests.tenants.third import coded
from workspace import retention
from workspace.personal_file import personal_file

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=5000)


def leads_to_person(model, seen=()) -> bool:
    """Some chain of foreign keys ends at a person."""
    if model is Person:
        return True
    targets = [each.related_model for each in model._meta.concrete_fields if each.remote_field]
    return any(target not in seen and leads_to_person(target, (*seen, model)) for target in targets)


def test_every_table_that_leads_to_a_person_is_declared_once() -> None:
    models = [model for model in Person._meta.apps.get_models() if model._meta.app_config.name in settings.TENANT_APPS]
    leading = {model._meta.db_table for model in models if leads_to_person(model)}
    declared = [each.table for each in (*held(), *apart())]
    assert len(leading) > 15
    assert sorted(declared) == sorted(leading)


def test_every_column_that_is_shown_and_every_rule_exists() -> None:
    rules = {rule.code for rule in retention.schedule()}
    for each in held():
        assert each.rule in rules
        str(each.model._default_manager.values(*each.columns).query)


@pytest.fixture
def worked(db):
    """Somebody who worked and then was released."""
    adopt_programs()
    with clock.at(MORNING):
        (person,) = workers(1)
    from tests.workshop.conftest import opened

    with clock.at(MORNING), in_prison("IDM"):
        from programs.workshop.services import Mark, mark_attendance

        mark_attendance(opened().pk, marks=[Mark(person.pk, "present", 300)], by="officer")
    with clock.at(MORNING + timedelta(days=1)), in_prison("IDM"):
        persons.leave(person.pk, on=DAY + timedelta(days=1), reason="release", by="x")
        yield person.pk


def test_the_file_holds_everything_in_words_and_its_giving_is_recorded(worked) -> None:
    archive = zipfile.ZipFile(io.BytesIO(personal_file(worked, is_demo=False, by="head")))
    assert sorted(archive.namelist()) == ["berkas.html", "berkas.json"]
    page = archive.read("berkas.html").decode()
    for text in ("Orang Contoh 1", "BI.001/2024", "1990-05-01", "Saksi Contoh", "coir-shade", "300"):
        assert text in page
    sections = {each["table"]: each["rows"] for each in json.loads(archive.read("berkas.json"))["sections"]}
    assert sections["workshop_attendance"][0]["minutes"] == "300"
    assert AuditEntry.objects.filter(act="person.file-given", actor="head").count() == 1


def test_nothing_is_due_soon_after_leaving(worked) -> None:
    assert retention.due(DAY + timedelta(days=2)).persons == 0
    assert people.left_on(DAY + timedelta(days=2)) == {worked: DAY + timedelta(days=1)}


def test_who_is_held_is_never_due(db) -> None:
    with clock.at(MORNING), in_prison("IDM"):
        admit()
        assert retention.due(LATER).persons == 0


def test_a_purge_removes_what_is_due_keeps_the_work_and_a_second_one_changes_nothing(worked) -> None:
    Assessment.objects.create(person_id=worked, kind="skill", level="skilled", during=(DAY, None), recorded_by="x")
    with clock.at(MORNING + timedelta(days=5000)):
        planned = retention.due(LATER)
        done = retention.purge_people(by="system")
        assert (done.persons, done.removed) == (1, planned.removed)
        assert done.removed["identity"] == 1
        person = Person.objects.get(pk=worked)
        assert (person.name, person.register_masked, bytes(person.register_sealed)) == ("–", "••••", b"")
        assert not Assessment.objects.filter(person=worked, kind="skill").exists()
        assert Attendance.objects.get(person=worked).minutes == 300
        again = retention.purge_people(by="system")
        assert (again.persons, dict(again.removed)) == (0, {})
    assert AuditEntry.objects.filter(act="person.purged").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p")
        assert "Orang Contoh" not in str(cursor.fetchall())


def test_what_was_told_of_a_person_goes_with_the_name(worked) -> None:
    told = {"text": "Kenari jatuh", "body_part": "tangan", "first_aid": "Perban", "clinic": "Klinik"}
    row = Incident.objects.create(
        kind="accident", day=DAY, place="Bengkel 1", person_id=worked, severity="light", opened_by="x", **told
    )
    words = crypto.seal("Kenari mengadu", prison="IDM", field="complaint")
    Complaint.objects.create(
        receipt="ABCD-EFGH", person_id=worked, category="work", about="nobody", text_sealed=words, entered_by="x",
        due_on=local_today() + timedelta(days=9),
    )  # fmt: skip
    KioskPin.objects.create(person_id=worked, hash="argon2$x", set_by="x")
    with clock.at(MORNING + timedelta(days=5000)):
        planned = retention.due(LATER)
        assert retention.purge_people(by="system").removed == planned.removed
    row.refresh_from_db()
    assert (row.text, row.body_part, row.first_aid, row.clinic, row.result) == ("–", "–", "", "", "")
    assert (row.kind, row.day, row.place, row.severity) == ("accident", DAY, "Bengkel 1", "light")
    assert complaints.text_of(Complaint.objects.get()) == ""
    assert not KioskPin.objects.exists()


def test_identity_goes_after_five_years_and_assessments_after_two(worked) -> None:
    Assessment.objects.create(person_id=worked, kind="skill", level="skilled", during=(DAY, None), recorded_by="x")
    with clock.at(MORNING + timedelta(days=800)):
        removed = retention.purge_people(by="system").removed
        assert "identity" not in removed
        assert removed["assessments"] >= 1
        assert Person.objects.get(pk=worked).name == "Orang Contoh 1"


def test_a_removed_person_is_not_changed_any_more(worked) -> None:
    remove_identity(worked)
    for act in (
        lambda: persons.undo_leaving(worked, by="x"),
        lambda: persons.readmit(worked, on=DAY + timedelta(days=1), block="", by="x"),
        lambda: persons.reveal_register(worked, by="x"),
    ):
        with pytest.raises(Refused, check=coded("person-removed")):
            act()


def test_the_record_of_a_removed_person_holds_nothing(worked) -> None:
    remove_identity(worked)
    for facts in (
        {"name": "Kenari"},
        {"register_masked": "••••024"},
        {"education": "SMA"},
        {"sentenced_on": date(2024, 1, 1)},
    ):
        with pytest.raises(IntegrityError, match="people_person_removed"), transaction.atomic():
            Person.objects.filter(pk=worked).update(**facts)


def test_the_command_plans_and_purges_in_json(worked, capsys) -> None:
    with clock.at(MORNING + timedelta(days=5000)):
        for arguments, persons_found in ((["--plan"], 1), ([], 1), ([], 0)):
            call_command("purge_people", "--prison", "IDM", "--json", *arguments)
            facts = json.loads(capsys.readouterr().out)
            assert set(facts) == {"prison", "plan", "persons", "removed"}
            assert facts["persons"] == persons_found


def test_an_unknown_prison_is_told(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("purge_people", "--prison", "ZZZ", "--json")
    assert ended.value.code == 2


def test_only_the_head_with_the_full_factor_gets_the_file_and_the_schedule(client_at, worked) -> None:
    head = client_at("IDM", "head")
    answer = head.post(f"/orang/{worked}/berkas/")
    assert answer.headers["content-type"] == "application/zip"
    assert "unverified" not in head.get("/orang/retensi/").content.decode()
    assert f"/orang/{worked}/berkas/" in head.get(f"/orang/{worked}/").content.decode()
    assert client_at("IDM", "head", factor="pin").post(f"/orang/{worked}/berkas/").status_code in {302, 401, 403}
    for role in ("officer", "verifier", "treasurer", "instructor", "stranger"):
        client = client_at("IDM", role)
        assert client.post(f"/orang/{worked}/berkas/").status_code == 403
        assert client.get("/orang/retensi/").status_code == 403
    other = client_at("IDM", "head", prison="GRT")
    assert other.post(f"/orang/{worked}/berkas/").status_code == 403
