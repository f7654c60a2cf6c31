"""What the register refuses: a prison that cannot be, a role that does not fit its place, the same role twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import Conflict
from tenants.isolation.acting import acting_as
from tenants.models import Membership, Prison
from tenants.services import grant_membership
from tests.cast import address

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def account(email: str):
    from accounts.models import Account

    return Account.objects.get(email=email)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"code": "idm"}, "tenants_prison_code"),
        ({"code": "1DM"}, "tenants_prison_code"),
        ({"code": "X"}, "tenants_prison_code"),
        ({"code": "X'--"}, "tenants_prison_code"),
        ({"kind": "jail"}, "tenants_prison_kind"),
        ({"prison_class": "IV"}, "tenants_prison_class"),
    ],
)
def test_a_prison(changes, constraint: str) -> None:
    facts = {
        "code": "XYZ",
        "name": "X",
        "kind": "lapas",
        "prison_class": "I",
        "province_id": "32",
        "timezone": "Asia/Jakarta",
    }
    names = {"schema_name": "prison_xyz", "role_name": "sabut_prison_xyz"}
    with acting_as("owner"), refused(constraint), transaction.atomic():
        Prison.objects.create(**{**facts, **names, **changes})


@pytest.mark.parametrize("column", ["schema_name", "role_name"])
def test_no_two_prisons_share_a_schema_or_a_role(column: str) -> None:
    with acting_as("owner"), refused(f"tenants_prison_{column}"), transaction.atomic():
        there = Prison.objects.get(code="IDM")
        row = Prison(code="XYZ", name="X", kind="lapas", prison_class="I", province_id="32", timezone="Asia/Jakarta")
        row.schema_name, row.role_name = "prison_xyz", "sabut_prison_xyz"
        setattr(row, column, getattr(there, column))
        Prison.objects.bulk_create([row])


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("head", {}),
        ("head", {"region_id": "JABAR"}),
        ("head", {"prison_id": "IDM", "region_id": "JABAR"}),
        ("regional", {}),
        ("regional", {"prison_id": "IDM"}),
        ("analyst", {"prison_id": "IDM"}),
        ("publisher", {"region_id": "JABAR"}),
        ("king", {}),
    ],
)
def test_a_role_fits_its_place(role: str, place) -> None:
    with acting_as("gate"), refused("tenants_membership_place"), transaction.atomic():
        someone = account(address("stranger"))
        Membership.objects.create(account=someone, role=role, during=(date(2026, 1, 1), None), granted_by="x", **place)


@pytest.mark.parametrize(
    ("role", "place"), [("head", {"prison": "IDM"}), ("regional", {"region": "JABAR"}), ("analyst", {})]
)
def test_nobody_holds_a_role_twice_in_one_place(role: str, place) -> None:
    with acting_as("gate"):
        someone = account(address("stranger"))
        grant_membership(someone.pk, role=role, by="x", **place)
        with pytest.raises(Conflict) as again:
            grant_membership(someone.pk, role=role, by="x", **place)
        assert "tenants_membership_once" in str(again.value.__cause__)


def test_the_same_role_is_held_in_two_prisons_and_two_regions() -> None:
    with acting_as("gate"):
        someone = account(address("stranger"))
        for place in ({"prison": "IDM"}, {"prison": "GRT"}):
            grant_membership(someone.pk, role="officer", by="x", **place)
        for region in ("JABAR", "JATENG"):
            grant_membership(someone.pk, role="regional", by="x", region=region)
