"""Owns replication's tasks: the owner's worker makes an approved prison, the gate mails invitations."""

from uuid import UUID

from programs.replication import services
from tenants.jobs import task_as


@task_as("owner", name="replication.provision")
def provision(*, application: str) -> None:
    """Make the prison of an approved application."""
    services.provision(UUID(application))


@task_as("gate", name="replication.send_invitation")
def send_invitation(*, account: str, prison: str) -> None:
    """Mail an account its way into a prison."""
    services.send_invitation(UUID(account), prison=prison)
