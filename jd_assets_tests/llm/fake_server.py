"""A small server on loopback that speaks chat completions by a script and keeps what it was asked."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server sends.

    Attributes:
        body: Sent as JSON, or as a page where it is text, or as it is where it is bytes.
        status: Of HTTP.
        headers: Beside the usual ones.
        silent: Nothing is sent until the server closes.
        drip: Seconds before each byte of the body.
        cut: Bytes of the body that are promised and not sent.
    """

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    drip: float = 0.0
    cut: int = 0


def completion(content: str | None, **changes: Any) -> Reply:
    """A chat completion of 1,000 tokens in and 200 out; `changes` are finish_reason, refusal, or keys of its body."""
    message = {"role": "assistant", "content": content, "refusal": changes.pop("refusal", None)}
    choice = {"index": 0, "finish_reason": changes.pop("finish_reason", "stop"), "message": message}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-6-luna",
        "choices": [choice],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
    }
    return Reply(body | changes)


def error(status: int, message: str = "no", **details: str) -> Reply:
    """An error as OpenAI words it; retried at once where it is of a kind that is retried."""
    return Reply({"error": {"message": message, **details}}, status, {"retry-after-ms": "1"})


def _encoded(body: Any) -> bytes:
    return (body if isinstance(body, str) else json.dumps(body)).encode()


class FakeLlmServer:
    """Answers each request with the next reply of `script`, or with what `answer(request)` returns once it is empty."""

    def __init__(self) -> None:
        self.script: list[Reply] = []
        self.answer: Callable[[Request], Reply] = lambda request: completion("{}")
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def close(self) -> None:
        """Let go of held requests and stop."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def reply_to(self, request: Request) -> Reply:
        """Keep the request and choose its reply."""
        with self._lock:
            self.requests.append(request)
            if self.script:
                return self.script.pop(0)
        return self.answer(request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                request = json.loads(body) | {"path": self.path, "authorization": self.headers.get("authorization")}
                reply = server.reply_to(request)
                if reply.silent:
                    server.closing.wait(30)
                    self.close_connection = True
                    return
                html = isinstance(reply.body, str)
                sent = reply.body if isinstance(reply.body, bytes) else _encoded(reply.body)
                self.send_response(reply.status)
                self.send_header("content-type", "text/html" if html else "application/json")
                self.send_header("content-length", str(len(sent)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.drip:
                    self._drip(sent, reply.drip)
                    return
                self.wfile.write(sent[: len(sent) - reply.cut])
                self.close_connection = reply.cut > 0

            def _drip(self, sent: bytes, seconds: float) -> None:
                self.close_connection = True
                with suppress(OSError):
                    for byte in sent:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if server.closing.wait(seconds):
                            return

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
