"""Ports of this machine: one that is taken is said before anything is started."""

import socket

from jd_assets.failures import PermanentFailure


def require_free(host: str, port: int, option: str) -> None:
    """Make sure that a port can be listened on.

    Raises:
        PermanentFailure: Something listens there, or the address is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PermanentFailure(
                f"Port {port} of {host} cannot be used ({error.strerror}): stop what listens there, "
                f"or choose another one with {option}"
            ) from error
