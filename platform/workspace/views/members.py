"""Owns the members of a prison, on the public host because memberships are the gate's: its head invites and ends."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError, Forbidden, NotFound, Refused
from programs.replication.services import invite_member
from tenants.requests import ViewerRequest
from tenants.selectors import by_code, members_of, missing_roles
from tenants.services import revoke_membership
from tenants.words import role_words
from workspace.forms import MemberForm
from workspace.selectors import NEEDED_ROLES


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request: ViewerRequest, code: str) -> HttpResponse:
    """Who works here, who is missing, and the form that invites."""
    _require_head(request, code)
    missing = missing_roles(code, NEEDED_ROLES)
    form = MemberForm(
        request.POST if request.method == "POST" else None, initial={"role": next(iter(missing), "officer")}
    )
    if request.method == "POST" and form.is_valid() and _invited(form, code, by=request.viewer.actor):
        messages.success(request, _("The invitation is on its way."))
        return redirect("workspace:members", code)
    context = {
        "place": by_code(code),
        "members": [(member, role_words(member.role)) for member in members_of(code)],
        "missing": [role_words(role) for role in missing],
        "form": form,
    }
    return render(request, "workspace/members.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end_membership(request: ViewerRequest, code: str, membership: UUID) -> HttpResponse:
    """End someone's role here: it counts for nothing from the next request on."""
    _require_head(request, code)
    found = next((member for member in members_of(code) if member.membership == membership), None)
    if found is None:
        rule = _("There is no such member here.")
        raise NotFound(code="member-unknown", field="membership", value=str(membership), rule=rule)
    if found.account == request.viewer.account and found.role == "head":
        rule = _("A head does not end their own role; the regional office does.")
        raise Refused(code="own-membership", field="membership", value=found.role, rule=rule)
    revoke_membership(membership, by=request.viewer.actor)
    messages.success(request, _("The role has ended."))
    return redirect("workspace:members", code)


def _require_head(request: ViewerRequest, code: str) -> None:
    if "head" not in request.viewer.roles_at(code):
        rule = _("Only the head of this prison sees and changes its members.")
        raise Forbidden(code="not-the-head", field="prison", value=code[:10], rule=rule)


def _invited(form: MemberForm, code: str, *, by: str) -> bool:
    """Whether the invitation was made; a rule that said no is shown in the form."""
    given = form.cleaned_data
    try:
        invite_member(
            given["email"],
            role=given["role"],
            prison=code,
            name=given["name"],
            until=given["until"],
            decree=given["decree"],
            by=by,
        )
    except DomainError as error:
        form.show(error)
        return False
    return True
