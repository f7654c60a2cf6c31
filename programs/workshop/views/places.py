"""Owns what every page of the workshop needs of the prison: where it is, and how its programs and products are called."""

from django.utils.translation import get_language

from programs.library.document import Product
from programs.library.selectors import adopted_programs
from tenants.requests import ViewerRequest
from tenants.viewer import Place

READERS = ("head", "officer", "instructor", "verifier", "treasurer")
WRITERS = ("head", "officer", "instructor")
STOCK_READERS = (*READERS, "cooperative")


def here(request: ViewerRequest) -> Place:
    """The prison whose host was called; these pages exist on no other host."""
    assert request.viewer.prison is not None  # noqa: S101 - the prison's URLconf is served on prison hosts only
    return request.viewer.prison


def program_titles(prison: str) -> dict[str, str]:
    """The programs a prison runs, title by code, in the reader's language."""
    return {program.code: _title(program.title_id, program.title_en) for program in adopted_programs(prison)}


def program_here(prison: str, code: str) -> tuple[str, str]:
    """Title, in the reader's language, and template version of a program; its code and nothing when it is not run here."""
    for program in adopted_programs(prison):
        if program.code == code:
            return _title(program.title_id, program.title_en), program.reference
    return code, ""


def product_titles(prison: str, program: str = "") -> dict[str, str]:
    """The products a prison makes (of one program if given), title by code, in the reader's language."""
    products: list[Product] = [
        product for adopted in adopted_programs(prison) if program in {"", adopted.code} for product in adopted.products
    ]
    return {product.code: _title(product.title_id, product.title_en) for product in products}


def _title(title_id: str, title_en: str) -> str:
    return title_id if (get_language() or "id").startswith("id") else title_en
