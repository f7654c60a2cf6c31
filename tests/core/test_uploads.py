"""Uploads stay in memory, whatever their size: nothing that was sent is ever written to a temporary file."""

import tempfile

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def no_temporary_file(monkeypatch):
    """Fails the test when anything asks for a temporary file."""

    def refuse(*_, **__):
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)


def sent(*sizes: int):
    uploads = {f"file{n}": SimpleUploadedFile(f"{n}.csv", b"x" * size) for n, size in enumerate(sizes)}
    return RequestFactory().post("/", {"before": "1", **uploads, "after": "2"})


@pytest.mark.parametrize("size", [1, 3 * MEGABYTE, 11 * MEGABYTE, 12 * MEGABYTE])
def test_a_file_is_kept_in_memory(size):
    request = sent(size)
    file = request.FILES["file0"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.size, len(file.read())) == (size, size)
    assert (request.POST["before"], request.POST["after"]) == ("1", "2")


def test_a_file_that_is_too_large_arrives_with_its_size_and_without_content():
    request = sent(13 * MEGABYTE, 5)
    large, small = request.FILES["file0"], request.FILES["file1"]
    assert (large.size, large.read()) == (13 * MEGABYTE, b"")
    assert (small.size, small.read()) == (5, b"xxxxx")
    assert request.POST["after"] == "2"


def test_a_request_that_is_far_too_large_is_not_read():
    request = sent(1)
    request.META["CONTENT_LENGTH"] = str(10 * 1024 * MEGABYTE)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_many_files_in_one_request_are_refused():
    with pytest.raises(TooManyFilesSent):
        _ = sent(*[1] * (settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)).FILES


def test_nothing_but_memory_takes_an_upload():
    assert settings.FILE_UPLOAD_HANDLERS == ["core.uploads.MemoryUploadHandler"]
