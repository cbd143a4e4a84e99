"""Ports of this machine that are free."""

import socket

from app.cli.demo import HOST, Failed

PORT_TRIES = 50


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_ports(after: int, count: int) -> list[int]:
    """The first `count` free ports above `after`."""
    found = [port for port in range(after + 1, min(after + PORT_TRIES, 65535)) if is_free(port)][:count]
    if len(found) < count:
        raise Failed(f"No {count} free ports were found above {after}. Choose another: make demo PORT=8100")
    return found
