"""Owns the members of a prison, on the public host because memberships are the gate's: invited, lent, ended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError, Forbidden, NotFound, Refused
from programs.replication.services import invite_member
from tenants.requests import ViewerRequest
from tenants.selectors import (
    Member,
    by_code,
    members_and_coming,
    members_of,
    missing_at,
    missing_roles,
    prisons_of,
    region_of,
)
from tenants.services import revoke_membership
from tenants.words import DEPUTIES, FOUR_ACTS, role_words
from workspace.forms import LendForm, MemberForm, RoleFilterForm
from workspace.selectors import NEEDED_ROLES


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request: ViewerRequest, code: str) -> HttpResponse:
    """Who works here, who of the four is missing, and the form that invites, or that lends a verifier."""
    region = _lender(request, code)
    kind = LendForm if region else MemberForm
    initial = {"role": next(iter(missing_roles(code, NEEDED_ROLES)), "officer")}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _invited(form, code, region, by=request.viewer.actor):
        messages.success(request, _("The invitation is on its way."))
        return redirect("workspace:members", code)
    chosen = RoleFilterForm(request.GET)
    today = members_of(code)
    context = {
        "place": by_code(code),
        "filter": chosen,
        "members": [
            _row(request, member, is_lender=bool(region)) for member in members_and_coming(code, role=chosen.wanted)
        ],
        "four": [_act(role, today) for role in FOUR_ACTS],
        "is_lender": bool(region),
        "form": form,
    }
    return render(request, "workspace/members.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end_membership(request: ViewerRequest, code: str, membership: UUID) -> HttpResponse:
    """End someone's role here: it counts for nothing from the next request on."""
    region = _lender(request, code)
    found = next((member for member in members_and_coming(code) if member.membership == membership), None)
    if found is None:
        rule = _("There is no such member here.")
        raise NotFound(code="member-unknown", field="membership", value=str(membership), rule=rule)
    if not _may_end(request, found, is_lender=bool(region)):
        rule = _(
            "A head ends neither a head's role nor that for complaints; the regional office does, and otherwise only that of whom it lent."
        )
        raise Refused(code="not-yours-to-end", field="membership", value=found.role, rule=rule)
    revoke_membership(membership, by=request.viewer.actor)
    messages.success(request, _("The role has ended."))
    return redirect("workspace:members", code)


@never_cache
@require_safe
@login_required
def region(request: ViewerRequest) -> HttpResponse:
    """The prisons of the viewer's regional offices, and who of the four is missing there."""
    request.viewer.require_national("regional")
    request.viewer.require_full_factor()
    names = prisons_of(request.viewer.regions)
    missing = missing_at(names, NEEDED_ROLES)
    prisons = [(code, name, [role_words(role) for role in missing[code]]) for code, name in names.items()]
    return render(request, "workspace/region.html", {"prisons": prisons})


def _lender(request: ViewerRequest, code: str) -> str | None:
    """The region as which the viewer acts on these members, None as their head; refuses everyone else."""
    is_head = "head" in request.viewer.roles_at(code)
    office = None if is_head or not request.viewer.regions else region_of(code)
    if not is_head and office not in request.viewer.regions:
        rule = _("Only the head of this prison and its regional office see and change its members.")
        raise Forbidden(code="not-the-head", field="prison", value=code[:10], rule=rule)
    request.viewer.require_full_factor()
    return office


def _may_end(request: ViewerRequest, member: Member, *, is_lender: bool) -> bool:
    if is_lender:
        return member.role == "head" or bool(member.lent_by)
    if member.role == "complaint":  # who reads what is about the head is not the head's to end (product rule 4)
        return False
    return member.role != "head" or bool(member.deputy and member.account != request.viewer.account)


def _row(request: ViewerRequest, member: Member, *, is_lender: bool) -> dict[str, object]:
    deputy = str(DEPUTIES[member.deputy]).split(" ", maxsplit=1)[0] if member.deputy else ""
    may_end = _may_end(request, member, is_lender=is_lender)
    return {"member": member, "role": role_words(member.role), "deputy": deputy, "may_end": may_end}


def _act(role: str, today: list[Member]) -> dict[str, object]:
    people = [member.name or member.email for member in today if member.role == role]
    return {"act": FOUR_ACTS[role], "role": role_words(role), "people": people}


def _invited(form: MemberForm, code: str, region: str | None, *, by: str) -> bool:
    """Whether the invitation was made; a rule that said no is shown in the form."""
    given = form.cleaned_data
    try:
        invite_member(
            given["email"],
            role=given["role"],
            prison=code,
            name=given["name"],
            starts=given["starts"],
            until=given["until"],
            decree=given["decree"],
            deputy=given.get("deputy", ""),
            lent_by=region,
            by=by,
        )
    except DomainError as error:
        form.show(error)
        return False
    return True
