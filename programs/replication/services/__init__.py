"""Owns acts of replication: a prison applies, is approved, and is onboarded with its programs and its head."""

from programs.replication.services.applications import approve, decline, provision, submit_application
from programs.replication.services.invitations import invite_member, send_invitation
from programs.replication.services.onboarding import Onboarded, onboard_prison
from programs.replication.services.specification import OnboardingSpec, derived_slug

__all__ = [
    "Onboarded",
    "OnboardingSpec",
    "approve",
    "decline",
    "derived_slug",
    "invite_member",
    "onboard_prison",
    "provision",
    "send_invitation",
    "submit_application",
]
