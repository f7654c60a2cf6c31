"""Owns the answer to "may we listen here": asked before children start, said in words a person can act on."""

import errno
import socket


def port_free(port: int) -> bool:
    """Whether a server could listen on the port of this machine, by IPv4 and, where it exists, by IPv6."""
    return all(_is_free(family, port) for family in (socket.AF_INET, socket.AF_INET6))


def port_taken(port: int) -> str:
    """What to tell the person whose port is taken."""
    return f"Port {port} is taken: stop what listens there or run `make demo PORT={port + 10}`"


def _is_free(family: socket.AddressFamily, port: int) -> bool:
    address = "127.0.0.1" if family == socket.AF_INET else "::1"
    try:
        with socket.socket(family) as probe:
            # Without it a port counts as taken for a minute after its last server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        return error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
    return True
