"""The check of the wall finds nothing on a sound wall, and finds each loosened stone."""

import pytest
from django.db import connection

from tenants.isolation.acting import acting_as
from tenants.isolation.check import check_isolation

pytestmark = pytest.mark.django_db


def test_a_sound_wall_has_no_leaks_and_refuses_every_attempt() -> None:
    findings = check_isolation()
    assert findings.leaks == []
    assert findings.schemas == findings.roles == 2
    assert findings.denied > 80


@pytest.mark.parametrize(
    ("loosened", "found"),
    [
        ("GRANT USAGE ON SCHEMA prison_grt TO sabut_prison_idm", "holds USAGE on the schema"),
        ("GRANT SELECT ON prison_grt.people_person TO sabut_prison", "was granted SELECT"),
        ("GRANT UPDATE ON prison_grt.earnings_posting TO sabut_prison_grt", "append-only"),
        ("GRANT sabut_prison_grt TO sabut_prison_idm", "is a member"),
        ("GRANT SELECT ON accounts_account TO sabut_storefront", "right that is not declared"),
        ("GRANT SELECT (email) ON accounts_account TO sabut_national", "right that is not declared"),
        ("REVOKE SELECT ON tenants_prison FROM sabut_national", "right declared but missing"),
        ("ALTER TABLE orders_orderpart DISABLE ROW LEVEL SECURITY", "row security declared but missing"),
        ("CREATE POLICY open_all ON orders_orderpart TO sabut_prison USING (true)", "policy that is not declared"),
        ("GRANT SELECT ON orders_order TO PUBLIC", "right that is not declared"),
    ],
)
def test_a_grant_loosened_on_purpose_is_found(loosened: str, found: str) -> None:
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(loosened)
    assert any(found in leak.found for leak in check_isolation().leaks)
