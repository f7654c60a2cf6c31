"""Owns the acts on certificates: issuing, the bearer's choice of edition, the paper, withdrawing with a reason."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.errors import DomainError, NotFound
from programs.people import papers
from programs.people.selectors import certificates
from programs.people.selectors.certificates import Certificate
from programs.people.services import certificates as services
from programs.people.training_forms import CertificateForm, WithdrawForm
from programs.people.views.lists import READERS, here
from programs.people.views.training import CERTIFIERS, training_page
from programs.records.forms import tell_refusal
from tenants.requests import ViewerRequest


@never_cache
@require_POST
def issue(request: ViewerRequest, person: int) -> HttpResponse:
    """Issue a certificate, or say on the page why not."""
    request.viewer.require_here(*CERTIFIERS)
    form = CertificateForm(request.POST)
    if not form.is_valid():
        return training_page(request, person, form=form)
    is_demo = settings.DEMO or here(request).is_demo
    try:
        services.issue_certificate(person, **form.cleaned_data, is_demo=is_demo, by=request.viewer.actor)
    except NotFound:
        raise
    except DomainError as error:
        tell_refusal(form, error)
        return training_page(request, person, form=form, error=error)
    messages.success(request, _("The certificate is issued; its page can be verified by anyone who has the number."))
    return _back(person)


@never_cache
@require_GET
def paper(request: ViewerRequest, person: int, certificate: int) -> HttpResponse:
    """The certificate as PDF in the edition the bearer chose; printing is in the audit."""
    request.viewer.require_here(*READERS)
    found = certificates.certificate(certificate, person=person)
    return certificate_response(request, found, edition=found.edition)


@never_cache
@require_POST
def choose(request: ViewerRequest, person: int, certificate: int) -> HttpResponse:
    """The bearer chose an edition."""
    request.viewer.require_here(*CERTIFIERS)
    edition = request.POST.get("edition", "")
    try:
        services.choose_edition(certificate, person=person, edition=edition, by=request.viewer.actor)
    except NotFound:
        raise
    except DomainError as error:
        return training_page(request, person, error=error)
    messages.success(request, _("The edition is chosen; it can be changed at any time."))
    return _back(person)


@never_cache
@require_POST
def withdraw(request: ViewerRequest, person: int, certificate: int) -> HttpResponse:
    """Withdraw a certificate with a reason; its public page says so at once."""
    request.viewer.require_here("head")
    form = WithdrawForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        services.withdraw_certificate(certificate, person=person, reason=reason, by=request.viewer.actor)
    except NotFound:
        raise
    except DomainError as error:
        return training_page(request, person, error=error)
    messages.success(request, _("The certificate is withdrawn."))
    return _back(person)


def certificate_response(request: ViewerRequest, found: Certificate, *, edition: str) -> HttpResponse:
    """The paper to print; the file's name is the certificate's number, never the bearer's name. A withdrawn one is not printed."""
    if found.withdrawn_on is not None:
        rule = _("This certificate is withdrawn and is no longer printed.")
        raise NotFound(code="certificate-withdrawn", field="certificate", value=found.code, rule=rule)
    services.note_print(found, edition=edition, by=request.viewer.actor)
    content = papers.certificate_paper(found, edition=edition, place=here(request))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return response


def _back(person: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people:training", args=[person]) + "#certificates")
