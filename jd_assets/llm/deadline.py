"""An end to the whole of an answer: HTTP clients time each read, so that one byte a second keeps a call for ever."""

import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import httpcore2

if TYPE_CHECKING:
    import httpx2


class _Clock(threading.local):
    """When the request that this thread is waiting for must have ended."""

    end = float("inf")

    def left(self, timeout: float | None) -> float | None:
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the answer as a whole took too long")
        return seconds if timeout is None else min(timeout, seconds)


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream, clock: _Clock) -> None:
        self._inner, self._clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, *given: Any, **named: Any) -> httpcore2.NetworkStream:
        return _TimedStream(self._inner.start_tls(*given, **named), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _TimedNetwork(httpcore2.NetworkBackend):
    def __init__(self, inner: httpcore2.NetworkBackend, clock: _Clock) -> None:
        self._inner, self._clock = inner, clock

    def connect_tcp(self, *given: Any, **named: Any) -> httpcore2.NetworkStream:
        return _TimedStream(self._inner.connect_tcp(*given, **named), self._clock)

    def connect_unix_socket(self, *given: Any, **named: Any) -> httpcore2.NetworkStream:
        return _TimedStream(self._inner.connect_unix_socket(*given, **named), self._clock)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


def end_answers_in_time(client: "httpx2.Client", seconds: float) -> None:
    """Let no request of the client last longer than `seconds` from its sending to the end of its answer.

    A try that is made again has the whole time again.
    """
    clock = _Clock()

    def begin(_: object) -> None:
        clock.end = time.monotonic() + seconds

    client.event_hooks = {**client.event_hooks, "request": [*client.event_hooks["request"], begin]}
    transports: Iterable[Any] = [client._transport, *client._mounts.values()]
    for transport in transports:
        if pool := getattr(transport, "_pool", None):
            pool._network_backend = _TimedNetwork(pool._network_backend, clock)
