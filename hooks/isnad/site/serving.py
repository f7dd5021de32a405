"""Where `make serve` shows the site: whether it can, asked before the build, which takes long."""

import socket
from errno import EADDRINUSE

from ..problems import Message, say

LAST_PORT = 65535
FIRST_CHOICE = 8001
LOCAL = "127.0.0.1"


def check_address(host: str, port: int) -> Message | None:
    """Return why no server can listen at an address, and which port is free; None where one can."""
    error = _obstacle(host, port)
    if error is None:
        return None
    choices = range(port + 1 if 0 < port < LAST_PORT else FIRST_CHOICE, LAST_PORT)
    free = next((choice for choice in choices if not _obstacle(LOCAL, choice)), FIRST_CHOICE)
    if getattr(error, "errno", None) == EADDRINUSE:
        return say("port-busy", port=port, free=free)
    reason = getattr(error, "strerror", None) or error
    return say("address-unusable", address=f"{host}:{port}", reason=reason, free=free)


def _obstacle(host: str, port: int) -> Exception | None:
    """Return what keeps a server from listening at an address."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as server:
            # As the server itself: a port that was let go a moment ago is free.
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind((host, port))
            server.listen()
    except (OSError, OverflowError) as error:
        return error
    return None
