"""Reference files are read as they are or refused by file and place."""

from pathlib import Path

import pytest

from core.errors import Refused
from core.reference import read_rows

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "tenants/reference/provinces.csv": (
        38,
        ("code",),
        ("code", "iso", "timezone", "regional_office", "source", "as_of"),
    ),
    "tenants/reference/regional_offices.csv": (33, ("code",), ("code", "province_codes", "source", "as_of")),
    "tenants/reference/prisons.csv": (189, ("code",), ("code", "kind", "class", "figures_status", "source", "as_of")),
    "programs/earnings/reference/split_schemes.csv": (6, ("code",), ("code", "base", "method", "source", "status")),
    "marketplace/trade/reference/destination_rules.csv": (
        50,
        ("country", "scope"),
        ("country", "decision", "scope", "legal_reference", "source", "verified", "as_of"),
    ),
    "marketplace/trade/reference/evidence_items.csv": (
        14,
        ("code",),
        ("code", "name_en", "name_id", "source", "as_of"),
    ),
}


def written(folder: Path, content: bytes) -> Path:
    path = folder / "places.csv"
    path.write_bytes(content)
    return path


def test_rows_come_back_as_text_by_column_in_file_order(tmp_path: Path) -> None:
    path = written(tmp_path, b'code,name\n01,"Aceh, the first"\n02,Bali\n')
    assert read_rows(path, required=("code",)) == [
        {"code": "01", "name": "Aceh, the first"},
        {"code": "02", "name": "Bali"},
    ]


def test_a_header_without_rows_is_an_empty_list(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path, b"code,name\n"), required=("code",)) == []


@pytest.mark.parametrize(
    ("content", "place", "rule"),
    [
        (b"", "header", "code"),
        (b"name\nBali\n", "header", "code"),
        (b"code,code\n1,2\n", "header", "name of its own"),
        (b"code, name\n1,2\n", "header", "name of its own"),
        (b"code,\n1,2\n", "header", "name of its own"),
        (b"code,name\n1\n", "line 2", "2 columns"),
        (b"code,name\n1,2,3\n", "line 2", "2 columns"),
        (b"code,name\n1,2\n\n", "line 3", "2 columns"),
        (b"code\n\xff\n", "byte 5", "UTF-8"),
        (b"\xef\xbb\xbfcode\n1\n", "file", "byte order mark"),
        (b"code\n1\x00\n", "file", "NUL"),
        (b'code\n"1"2\n', "line 2", "RFC 4180"),
        (b'code\n"1\n', "line 2", "RFC 4180"),
    ],
)
def test_a_doubtful_file_is_refused_with_file_place_and_rule(
    tmp_path: Path, content: bytes, place: str, rule: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_rows(written(tmp_path, content), required=("code",))
    assert refused.value.code == "reference-file"
    assert refused.value.field == f"places.csv {place}"
    assert rule in refused.value.rule


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can be read"):
        read_rows(tmp_path / "absent.csv", required=())


@pytest.mark.parametrize("path", SHIPPED)
def test_shipped_reference_data_is_complete_and_its_key_unique(path: str) -> None:
    count, key, required = SHIPPED[path]
    rows = read_rows(ROOT / path, required=required)
    assert len(rows) == count
    assert len({tuple(row[column] for column in key) for row in rows}) == count
    assert all(row["source"] and row["as_of"] for row in rows)


def test_prisons_point_to_provinces_and_offices_that_exist() -> None:
    reference = ROOT / "tenants" / "reference"
    provinces = {row["code"]: row for row in read_rows(reference / "provinces.csv", required=("code",))}
    offices = {row["code"] for row in read_rows(reference / "regional_offices.csv", required=("code",))}
    for prison in read_rows(reference / "prisons.csv", required=("code",)):
        assert provinces[prison["province_code"]]["regional_office"] == prison["regional_office"]
        assert prison["regional_office"] in offices
