"""Who is turned away reads why, in their own language, with roles as people say them."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from core.errors import Forbidden
from tenants.models import Membership
from tenants.viewer import Claim, Place, Viewer
from tenants.words import role_words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no prison at this address."), ("id", "Tidak ada lapas di alamat ini.")]
)
def test_a_host_that_is_no_prison_is_told_in_the_browsers_language(language: str, words: str) -> None:
    client = Client(headers={"host": f"nowhere.{settings.BASE_HOST}", "accept-language": language})
    with translation.override("es"):
        answer = client.get("/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_missing_role_is_named_as_people_say_it() -> None:
    here = Place("IDM", "Lapas Indramayu", "lapas", "Asia/Jakarta", "indramayu.localhost", is_demo=False)
    viewer = Viewer(claims=(Claim("officer", "IDM", None),), prison=here)
    with translation.override("id"), pytest.raises(Forbidden, match="Kepala, Bendahara") as refused:
        viewer.require_here("head", "treasurer")
    assert (refused.value.code, refused.value.value) == ("role-missing", "officer")


def test_every_role_has_words() -> None:
    assert [role for role in Membership.Role.values if role_words(role) == role] == []
