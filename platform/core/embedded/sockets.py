"""Owns the private folder of sockets: nobody else may have made it, nobody else may enter it."""

import contextlib
import os
import socket
import stat

from core.embedded.account import Account
from core.embedded.errors import EmbeddedError
from core.embedded.paths import Places


def open_folder(places: Places, account: Account) -> None:
    """Make the folder for `account`. Raises EmbeddedError when a stranger made it first."""
    with contextlib.suppress(FileExistsError):
        places.sockets.mkdir(mode=0o700)
    # lstat: in a shared temporary folder the name could be a link laid by somebody else.
    info = places.sockets.lstat()
    ours = info.st_uid in {os.getuid(), account.uid}
    if not stat.S_ISDIR(info.st_mode) or not ours or stat.S_IMODE(info.st_mode) & 0o077:
        raise EmbeddedError(f"{places.sockets} is not a private folder of ours: remove it and try again")
    account.give(places.sockets)


def listen(places: Places) -> socket.socket:
    """The socket where leases are taken, in place of one that a killed guard left."""
    places.guard_socket.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(places.guard_socket))
    listener.listen(128)
    listener.setblocking(False)
    return listener


def close_folder(places: Places) -> None:
    """Remove the folder and what killed servers left in it."""
    database = places.database_socket
    for path in (places.guard_socket, places.broker_socket, database, database.with_name(f"{database.name}.lock")):
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        places.sockets.rmdir()
