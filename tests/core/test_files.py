"""Private files: what they are is told by their bytes, no row is without bytes, and they leave only to be saved."""

import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction

from core import clock, files
from core.errors import NotFound, Refused
from core.file_responses import served
from core.file_types import JPEG, PDF, PNG, SCANS
from core.invariants import violations
from core.models import StoredFile
from tenants.isolation.acting import acting_as, in_prison
from tests import scans
from workspace.tasks import purge_orphans

pytestmark = pytest.mark.django_db
KINDS = [(scans.PDF, PDF), (scans.JPEG, JPEG), (scans.PNG, PNG)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """A folder of private files for this test alone."""
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path / "private"


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def store(content=scans.PNG, *, name: str = "proof.png", prison: str = "IDM", accepted=SCANS) -> StoredFile:
    with acting_as("storefront"):
        return files.store(content, name=name, purpose="test", prison=prison, accepted=accepted)


def refusal(content, **facts) -> Refused:
    with pytest.raises(Refused) as caught:
        store(content, **facts)
    assert caught.value.field == "file"
    return caught.value


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_the_bytes_say_what_a_file_is(content, kind):
    file = store(content, name="anything.exe")
    assert (file.content_type, file.size) == (kind.content_type, len(content))
    with files.open_stored(file.pk) as stream:
        assert stream.read() == content


@pytest.mark.parametrize("what", scans.PRETENDERS)
@pytest.mark.parametrize("name", ["proof.png", "proof.pdf"])
def test_what_only_pretends_is_refused_whatever_its_name(folder, what, name):
    assert refusal(scans.PRETENDERS[what], name=name).code == "file-type"
    assert lying(folder) == []
    with acting_as("storefront"):
        assert not StoredFile.objects.exists()


def test_a_kind_that_is_not_accepted_here_is_refused(folder):
    error = refusal(scans.PDF, accepted=(JPEG, PNG))
    assert (error.code, error.value) == ("file-type", "PDF")
    assert "JPEG, PNG" in error.rule


def test_an_uploaded_file_is_taken_as_it_is():
    upload = SimpleUploadedFile("scan.jpg", scans.JPEG, content_type="text/html")
    upload.read()
    assert store(upload, name=upload.name).content_type == "image/jpeg"


@pytest.mark.parametrize("content", [b"", SimpleUploadedFile("a.png", b"")])
def test_an_empty_file_is_refused(content):
    assert refusal(content).code == "file-empty"


def test_ten_megabytes_are_taken_and_a_byte_more_is_refused(folder):
    room = files.LARGEST_BYTES - len(scans.JPEG)
    largest = scans.JPEG + b"\x00" * room
    assert store(largest).size == files.LARGEST_BYTES
    assert refusal(largest + b"\x00").code == "file-too-large"
    assert len(lying(folder)) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("proof.png", "proof.png"),
        ("Bukti Transfer.PNG", "Bukti Transfer.png"),
        ("../../etc/passwd", "passwd.png"),
        ("..\\..\\windows\\proof.png", "proof.png"),
        ("/absolute.png", "absolute.png"),
        ("a/../.htaccess", "htaccess.png"),
        ("page.html", "page.html.png"),
        ("proof.png\x00.html", "proof.png .html.png"),
        ("a\r\nSet-Cookie: b.png", "a Set-Cookie: b.png"),
        ("photo\u202egnp.exe", "photo gnp.exe.png"),
        ("", "file.png"),
        (".png", "png.png"),
        ("..", "file.png"),
        ("/", "file.png"),
        ("bukti “2”.png", "bukti “2”.png"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_name_is_cleaned_before_it_is_kept(given, shown):
    assert store(name=given).name == shown


def test_the_bytes_lie_under_the_id_for_our_own_user_only(folder):
    file = store(name="../../escape.png")
    path = folder / file.pk.hex[:2] / str(file.pk)
    assert lying(folder) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, path.parent)} == {0o700}


def test_a_private_file_has_no_address():
    with pytest.raises(NotImplementedError):
        storages["private"].url("00/x")


def test_a_crash_while_the_bytes_are_written_leaves_nothing(folder, monkeypatch):
    def crash(*_):
        raise OSError("no space left")

    monkeypatch.setattr("core.file_storage.os.fsync", crash)
    with pytest.raises(OSError, match="no space"):
        store()
    assert lying(folder) == []
    with acting_as("storefront"):
        assert not StoredFile.objects.exists()


def test_a_crash_between_bytes_and_row_leaves_no_row(folder, monkeypatch):
    def crash(*_, **__):
        raise RuntimeError("killed")

    monkeypatch.setattr(StoredFile, "save", crash)
    with pytest.raises(RuntimeError):
        store()
    assert len(lying(folder)) == 1
    with acting_as("storefront"):
        assert not StoredFile.objects.exists()
        assert list(violations()) == []


def test_a_rolled_back_file_is_an_orphan_that_is_removed_after_a_day(folder):
    kept = store()
    with acting_as("storefront"), transaction.atomic():
        store(scans.PDF)
        transaction.set_rollback(True)
    (folder / "aa").mkdir()
    (folder / "aa" / ".draft").write_bytes(b"half")
    assert len(lying(folder)) == 3
    with acting_as("storefront"):
        assert files.purge_orphans() == 0
        with clock.at(clock.now() + timedelta(hours=25)):
            assert files.purge_orphans() == 2
            assert files.purge_orphans() == 0
    assert [path.name for path in lying(folder)] == [str(kept.pk)]


def test_the_task_keeps_the_files_of_every_prison(folder):
    for prison in ("IDM", "GRT", ""):
        store(prison=prison)
    with clock.at(clock.now() + timedelta(days=2)):
        purge_orphans()
    assert len(lying(folder)) == 3


def test_purging_before_anything_was_stored_is_nothing():
    with acting_as("storefront"):
        assert files.purge_orphans() == 0


def test_lost_and_changed_bytes_are_found_by_the_invariants(folder):
    lost, changed, whole = store(), store(scans.PDF), store(scans.JPEG)
    (folder / files.path_of(lost.pk)).unlink()
    (folder / files.path_of(changed.pk)).write_bytes(scans.PDF.replace(b"1.4", b"1.5"))
    with acting_as("storefront"):
        found = list(violations())
    assert {each.split(":")[0] for each in found} == {"file-has-its-bytes", "file-is-unchanged"}
    assert not any(str(whole.pk) in each for each in found)
    with pytest.raises(NotFound):
        files.open_stored(lost.pk)


def test_a_file_is_served_to_be_saved_and_never_shown():
    with closing(served(store(name="bukti “2”.png"))) as response:
        assert b"".join(response.streaming_content) == scans.PNG
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''bukti%20")
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Length"] == str(len(scans.PNG))


def test_a_file_without_a_row_cannot_be_served():
    with pytest.raises(NotFound):
        served(StoredFile(pk=uuid4(), name="x.png", content_type="image/png", size=1))


def test_the_database_refuses_an_empty_file_and_a_row_of_another_prison():
    facts = {"purpose": "t", "name": "a", "content_type": "image/png", "sha256": "0" * 64}
    with acting_as("storefront"), pytest.raises(IntegrityError, match="core_file_not_empty"), transaction.atomic():
        StoredFile.objects.create(size=0, **facts)
    with in_prison("GRT"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        StoredFile.objects.create(size=1, prison_code="IDM", **facts)


def test_a_prison_reads_its_own_rows_only_and_nobody_changes_one():
    mine, other = store(prison="IDM"), store(prison="GRT")
    with in_prison("IDM"):
        assert list(StoredFile.objects.all()) == [mine]
        assert not StoredFile.objects.filter(pk=other.pk).exists()
    for place in (in_prison("IDM"), acting_as("storefront")):
        with place, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            StoredFile.objects.update(sha256="f" * 64)
    with acting_as("gate"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        StoredFile.objects.exists()
