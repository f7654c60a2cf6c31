"""A prison adopts programs of a version; what it runs and may make is read from the adopted documents."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core.errors import Conflict, NotFound
from programs.library import selectors
from programs.library.document import DOCUMENTS
from programs.library.models import Adoption, TemplateVersion
from programs.library.services import adopt, publish_template
from tenants.isolation.acting import acting_as, in_prison

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)
NOWHERE = "NWH"


@pytest.fixture
def version() -> TemplateVersion:
    with acting_as("owner"):
        return publish_template(DOCUMENTS / "indramayu-1.yaml", by="system")


def test_a_program_is_adopted_once_and_its_products_are_read(version: TemplateVersion) -> None:
    with acting_as("owner"):
        adoption = adopt(NOWHERE, version=version, program="coir-shade", on=DAY, by="system")
        assert adopt(NOWHERE, version=version, program="coir-shade", on=date(2026, 12, 1), by="system") == adoption
        (program,) = selectors.adopted_programs(NOWHERE)
        assert (program.code, program.reference) == ("coir-shade", "indramayu@1")
        assert program.products[0].code == "coir-shade"
        adopted = selectors.adopted_product(NOWHERE, "coir-shade")
        assert (adopted.product.price_idr, adopted.program_code) == (450_000, "coir-shade")


def test_an_unknown_program_is_not_found_and_names_the_known_ones(version: TemplateVersion) -> None:
    with acting_as("owner"), pytest.raises(NotFound, match="coir-shade, water-hyacinth") as refused:
        adopt(NOWHERE, version=version, program="gold", on=DAY, by="system")
    assert refused.value.field == "programs"


def test_another_version_of_a_program_in_force_is_a_conflict(version: TemplateVersion) -> None:
    with acting_as("owner"):
        adopt(NOWHERE, version=version, program="coir-shade", on=DAY, by="system")
        newer = TemplateVersion.objects.create(
            template_code="indramayu", number=2, document=version.document, digest="2" * 64, published_by="system"
        )
        with pytest.raises(Conflict, match="indramayu@1") as refused:
            adopt(NOWHERE, version=newer, program="coir-shade", on=DAY, by="system")
        assert refused.value.code == "program-adopted"


def test_a_product_of_a_program_that_is_not_adopted_is_not_found(version: TemplateVersion) -> None:
    with acting_as("owner"):
        adopt(NOWHERE, version=version, program="coir-shade", on=DAY, by="system")
        for code in ("wheat-bread", "", "no-such"):
            with pytest.raises(NotFound) as refused:
                selectors.adopted_product(NOWHERE, code)
            assert refused.value.field == "product"


def test_the_database_keeps_one_live_adoption_of_a_program(version: TemplateVersion) -> None:
    with acting_as("owner"):
        adopt(NOWHERE, version=version, program="coir-shade", on=DAY, by="system")
        with pytest.raises(IntegrityError, match="library_adoption_live_once"), transaction.atomic():
            Adoption.objects.create(
                prison_code=NOWHERE,
                template_code="indramayu",
                version_number=1,
                program_code="coir-shade",
                adopted_on=DAY,
            )


def test_a_prison_reads_its_own_adoptions_only_and_writes_none(version: TemplateVersion) -> None:
    with acting_as("owner"):
        adopt("GRT", version=version, program="knitting", on=DAY, by="system")
    with in_prison("IDM"):
        assert not Adoption.objects.exclude(prison_code="IDM").exists()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Adoption.objects.update(ended_on=DAY)


def test_reading_costs_two_queries_once_a_document_is_known(
    version: TemplateVersion, django_assert_num_queries
) -> None:
    with acting_as("owner"):
        for program in ("coir-shade", "knitting", "bakery"):
            adopt(NOWHERE, version=version, program=program, on=DAY, by="system")
        selectors.adopted_programs(NOWHERE)
        with django_assert_num_queries(2):
            assert len(selectors.adopted_programs(NOWHERE)) == 3
