"""Owns enrolled tablets and the PINs on them: enrolling, opening with a PIN, locking after five idle minutes, revoking."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import pins, selectors
from accounts.models import Account, Device, DevicePin, OneTimeLink
from core import audit, clock
from core.errors import NotFound, Refused

# of this host only, and sent with no request that another host began
DEVICE_COOKIE = "device"
COOKIE_AGE = timedelta(days=180)
IDLE = timedelta(minutes=5)
LOCKED_FOR = timedelta(minutes=15)
_DEVICE, _SEEN = "device", "seen"
_SEEN_EVERY = 15  # seconds: not every request writes the session


def enrol_device(account: Account, *, prison: str, label: str, pin: str) -> tuple[Device, str]:
    """Enrol a tablet for a prison with the first officer's PIN; returns it and the token its cookie carries.

    The caller acts as the gate and has seen the full factor. Raises Refused (field `pin`) for a PIN that is easy to guess.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        device = Device.objects.create(
            prison_code=prison, label=label, digest=OneTimeLink.digest_of(token), enrolled_by=account
        )
        audit.record("device.enrolled", by=str(account.pk), subject=f"device:{device.pk}", prison=prison)
        set_pin(device, account, pin)
    return device, token


def enrol_kiosk(account: Account, *, prison: str, label: str) -> tuple[Device, str]:
    """Enrol a kiosk for a prison; returns it and the token its cookie carries. No member of staff has a PIN there.

    The caller acts as the gate and has seen the full factor.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        device = Device.objects.create(
            prison_code=prison,
            kind=Device.Kind.KIOSK,
            label=label,
            digest=OneTimeLink.digest_of(token),
            enrolled_by=account,
        )
        audit.record("device.kiosk-enrolled", by=str(account.pk), subject=f"device:{device.pk}", prison=prison)
    return device, token


def set_pin(device: Device, account: Account, pin: str) -> None:
    """Give an officer a PIN of their own on a tablet, or another one. Raises Refused (field `pin`) for an easy one."""
    pins.check(pin)
    facts = {"hash": make_password(pin), "failures": 0, "locked_until": None, "set_at": clock.now()}
    with transaction.atomic():
        DevicePin.objects.update_or_create(device=device, account=account, defaults=facts)
        audit.record("device.pin-set", by=str(account.pk), subject=f"device:{device.pk}", prison=device.prison_code)


def open_with_pin(device: Device, account: UUID, pin: str) -> Account:
    """The officer whose PIN opens the tablet; every wrong try counts, five lock it for a quarter of an hour.

    Raises Refused (field `pin`): code `pin-wrong`, or `pin-locked`, which does not even look at the PIN.
    """
    with transaction.atomic():
        row = DevicePin.objects.select_for_update(of=("self",)).select_related("account")
        kept = row.filter(device=device, account_id=account, account__is_active=True).first()
        refusal = _refusal(kept, pin)
    if refusal is not None:
        raise refusal
    assert kept is not None  # noqa: S101 - without a row there is a refusal
    return kept.account


def _refusal(kept: DevicePin | None, pin: str) -> Refused | None:
    """Why a PIN does not open, after counting the try; the row is locked, so that tries at once are counted each."""
    wrong = Refused(code="pin-wrong", field="pin", value="…", rule=_("This is not the PIN of this person here."))
    if kept is None:
        return wrong
    now = clock.now()
    if kept.locked_until and kept.locked_until > now:
        return _locked()
    kept.failures = 0 if kept.locked_until else kept.failures
    is_right = check_password(pin, kept.hash)
    kept.failures, kept.locked_until = (0, None) if is_right else (kept.failures + 1, None)
    if kept.failures == DevicePin.MOST_FAILURES:
        kept.locked_until = now + LOCKED_FOR
        audit.record("device.pin-locked", by=str(kept.account_id), subject=f"device:{kept.device_id}")
    kept.save(update_fields=["failures", "locked_until"])
    if is_right:
        return None
    return _locked() if kept.locked_until else wrong


def _locked() -> Refused:
    rule = _("Five wrong tries: this PIN is locked for 15 minutes. Sign in with your password and code instead.")
    return Refused(code="pin-locked", field="pin", value="…", rule=rule)


def revoke_device(pk: UUID, *, prison: str, by: str) -> None:
    """End a tablet of a prison: its sessions end at their next request. Again changes nothing. Raises NotFound."""
    with transaction.atomic():
        device = Device.objects.select_for_update(of=("self",)).filter(pk=pk, prison_code=prison).first()
        if device is None:
            rule = _("There is no such tablet at this prison.")
            raise NotFound(code="device-unknown", field="device", value=str(pk), rule=rule)
        if device.revoked_at is None:
            device.revoked_at = max(clock.now(), device.enrolled_at)
            device.save(update_fields=["revoked_at"])
            audit.record("device.revoked", by=by, subject=f"device:{pk}", prison=prison)


def stand_on_device(session: SessionBase, device: Device) -> None:
    """Tie a session to the tablet it runs on: from now on it locks when idle and ends with the tablet."""
    session[_DEVICE], session[_SEEN] = str(device.pk), int(clock.now().timestamp())


def is_on_device(session: SessionBase) -> bool:
    """Whether a session runs on an enrolled tablet."""
    return _DEVICE in session


def device_of(session: SessionBase, token: str, *, prison: str) -> Device | None:
    """The live tablet a request comes from: the one its session is tied to, else the one of its cookie."""
    if bound := session.get(_DEVICE):
        return selectors.live_devices(prison).filter(pk=bound).first()
    return selectors.live_devices(prison).filter(digest=OneTimeLink.digest_of(token)).first() if token else None


def is_over(session: SessionBase, device: Device | None) -> bool:
    """Whether a session ends now: its tablet is revoked, or nobody has touched it for five minutes. Else it is touched."""
    if device is None:
        return _DEVICE in session
    now = int(clock.now().timestamp())
    idle = now - session.get(_SEEN, now)
    if session.get(_DEVICE) and idle >= IDLE.total_seconds():
        return True
    if not session.get(_DEVICE) or idle >= _SEEN_EVERY:
        stand_on_device(session, device)
    return False
