"""Owns reading certificates: a person's, one of them, and the issuers this prison has named."""

from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.people.models import Certificate
from programs.people.selectors.merged import records_of

__all__ = ["Certificate", "certificate", "certificates", "known_issuers"]


def certificates(person: int) -> list[Certificate]:
    """A person's certificates, those of merged records too, the newest first."""
    return list(Certificate.objects.filter(person__in=records_of([person])).order_by("-issued_on", "-pk"))


def certificate(pk: int, *, person: int) -> Certificate:
    """One certificate of a person, with the person; raises NotFound."""
    found = Certificate.objects.select_related("person").filter(pk=pk, person__in=records_of([person])).first()
    if found is None:
        rule = _("There is no such certificate here.")
        raise NotFound(code="certificate-unknown", field="certificate", value=pk, rule=rule)
    return found


def known_issuers() -> list[str]:
    """The issuers that stand on certificates of this prison, by name."""
    return list(Certificate.objects.order_by("issuer").values_list("issuer", flat=True).distinct())
