"""Owns what came of an application: how it stands, the set-up step by step, and the prison once it is there."""

from dataclasses import dataclass

from programs.replication import pages, selectors
from programs.replication.models import Application
from programs.replication.progress import Progress, progress_of
from programs.replication.selectors import Invitation
from programs.replication.standing import Standing, standing
from tenants.isolation import names


@dataclass(frozen=True)
class Made:
    """A prison that was set up: its own schema and role, its host, how a sale is divided, and whether its head is in."""

    schema: str
    role: str
    address: str
    scheme: str
    decree_number: str
    invitation: Invitation
    sells: bool


@dataclass(frozen=True)
class Outcome:
    """An application as its applicant and its approver follow it; `poll_url` is asked again while it is set up."""

    standing: Standing
    progress: Progress
    made: Made | None
    poll_url: str


def outcome(application: Application, *, poll_url: str) -> Outcome:
    """What came of an application so far."""
    stands = standing(application)
    made = _made(application, stands) if application.state == "ready" else None
    return Outcome(stands, progress_of(application), made, poll_url)


def _made(application: Application, stands: Standing) -> Made:
    return Made(
        schema=names.schema_of(application.code),
        role=names.role_of(application.code),
        address=stands.address,
        scheme=scheme_words_of(application),
        decree_number=application.decree_number,
        invitation=selectors.invitation_of(application),
        sells=application.kind != "lpka",
    )


def scheme_words_of(application: Application) -> str:
    """The chosen scheme in one line; its code alone when the reference file has it no more."""
    known = {facts.code: facts for facts in selectors.offered_schemes()}
    chosen = known.get(application.scheme_code)
    return pages.scheme_words(chosen) if chosen else application.scheme_code
