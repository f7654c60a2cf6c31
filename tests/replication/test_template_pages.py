"""The template's pages are public, tell every program whole with sources, in two languages, and lead on from a wrong address."""

import json

import pytest

from programs.library import selectors as library
from programs.library.document import digest
from tenants.isolation.acting import acting_as

pytestmark = pytest.mark.django_db
START = "/onboarding/"
PROGRAMS = ("coir-shade", "water-hyacinth", "knitting", "bakery")
ENGLISH = {"accept-language": "en"}
INDONESIAN = {"accept-language": "id"}


def page(client_at, path: str, headers=ENGLISH) -> str:
    response = client_at("").get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_tells_three_milestones_and_four_programs(client_at) -> None:
    shown = page(client_at, START)
    assert shown.count('class="record-day"') == 3
    for words in ("Day 0", "Day 50", "Day 110", "gerbanginvestigasi.com", "jurnalpelita.com"):
        assert words in shown
    for code in PROGRAMS:
        assert f'href="/onboarding/program/{code}/"' in shown
    for words in ("2–3", "100–200", "bandungraya.inews.id", "Rice harvest of 2.5 tonnes"):
        assert words in shown


def test_the_record_is_drawn_as_dots_that_nothing_joins(client_at) -> None:
    drawing = page(client_at, START).split('<svg class="line record-line"')[1].split("</svg>")[0]
    assert drawing.count("<circle") == 3
    assert not any(shape in drawing for shape in ("<path", "<polyline", "<polygon"))
    (axis,) = drawing.split("<line")[1:]
    assert axis.split('y1="')[1].split('"')[0] == axis.split('y2="')[1].split('"')[0]


@pytest.mark.parametrize("code", PROGRAMS)
@pytest.mark.parametrize("headers", [ENGLISH, INDONESIAN])
def test_a_program_is_told_whole(client_at, code, headers) -> None:
    language = headers["accept-language"]
    with acting_as("storefront"):
        content = library.version("indramayu").document
    entry = next(each for each in content["programs"] if each["code"] == code)
    shown = page(client_at, f"{START}program/{code}/", headers).replace("&#x27;", "'").replace("&amp;", "&")
    told = [each["titles"][language] for part in ("steps", "quality", "equipment", "readiness", "licences", "products")
            for each in entry[part]]  # fmt: skip
    told += [each["titles"][language] for each in entry["materials"]["items"] + entry["training"]["modules"]]
    told += [topic["exercise"][language] for each in entry["training"]["modules"] for topic in each.get("topics", ())]
    told += [each["code"] for each in entry["hs_candidates"]]
    assert [words for words in told if words.replace('"', "&quot;") not in shown] == []
    assert {each["source"] for part in ("labour", "rates", "output_rates") for each in entry[part]
            if each["source"] != "unverified" and each["source"] not in shown} == set()  # fmt: skip


def test_a_program_in_indonesian_says_no_english_text(client_at) -> None:
    with acting_as("storefront"):
        phrases = library.version("indramayu").document["phrases"]
    shown = page(client_at, f"{START}program/coir-shade/", INDONESIAN)
    sentences = [each["en"] for each in phrases if each["en"] != each["id"] and len(each["en"].split()) > 3]
    assert [text for text in sentences if text in shown] == []


def test_a_step_names_its_tools_hazards_protection_and_minutes(client_at) -> None:
    shown = page(client_at, f"{START}program/coir-shade/")
    for words in ("205 minutes", "rope burn", "weaving needle", "back support", "machine licence needed", "375"):
        assert words in shown


def test_an_unknown_program_leads_on_to_those_there_are(client_at) -> None:
    response = client_at("").get(f"{START}program/pottery/", headers=ENGLISH)
    shown = response.content.decode()
    assert response.status_code == 404
    assert "pottery" in shown
    assert all(f"/onboarding/program/{code}/" in shown for code in PROGRAMS)


def test_the_document_is_one_file_with_its_digest(client_at) -> None:
    response = client_at("").get(f"{START}templat/indramayu@1.json")
    assert response["content-disposition"] == 'attachment; filename="indramayu-1.json"'
    file = json.loads(response.content)
    assert file["digest"] == digest(file["document"])
    assert file["demo"] is False
    assert file["digest"] in page(client_at, START)


def test_the_file_of_the_demo_says_so(client_at, settings) -> None:
    settings.DEMO = True
    assert json.loads(client_at("").get(f"{START}templat/indramayu@1.json").content)["demo"] is True


@pytest.mark.parametrize("reference", ["indramayu@99", "nusakambangan", "@", "indramayu@1@1"])
def test_an_unknown_version_leads_on(client_at, reference) -> None:
    response = client_at("").get(f"{START}templat/{reference}.json", headers=ENGLISH)
    assert response.status_code == 404
    assert 'href="/onboarding/"' in response.content.decode()


@pytest.mark.parametrize("path", [START, f"{START}program/bakery/"])
def test_a_page_of_the_template_reads_one_version(client_at, path, django_assert_max_num_queries) -> None:
    client = client_at("")
    client.get(path)
    with django_assert_max_num_queries(5):
        client.get(path)


@pytest.mark.parametrize("path", [START, f"{START}program/bakery/", f"{START}templat/indramayu@1.json"])
def test_the_pages_are_read_only(client_at, path) -> None:
    assert client_at("").post(path).status_code == 405
