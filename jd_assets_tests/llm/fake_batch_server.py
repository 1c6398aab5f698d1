"""A small server on loopback that speaks OpenAI's Files and Batch API, and goes wrong on demand."""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jd_assets_tests.llm.fake_server import completion

Line = dict[str, Any]


def chat(content: str, **changes: Any) -> Line:
    """The body of a chat completion."""
    body: Line = completion(content, **changes).body
    return body


@dataclass
class FakeBatchServer:
    """Ends each batch when `finish` is called, a line of output for each request by `answer`.

    Attributes:
        answer: What becomes of a request: a response line, or None for no line at all.
        broken: Replies to send instead, by method and path; each is used up.
        batches: All batches by id.
        name: Part of the ids, for tests that share a database.
    """

    answer: Callable[[Line], Line | None] = lambda request: ok(chat("{}"))
    broken: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    batches: dict[str, Line] = field(default_factory=dict)
    name: str = ""
    drop_after: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def requests(self, batch_id: str) -> list[Line]:
        """What a batch asks."""
        return [json.loads(line) for line in self.files[self.batches[batch_id]["input_file_id"]].splitlines()]

    @property
    def asked(self) -> list[str]:
        """The ids of all requests of all batches."""
        return [request["custom_id"] for batch_id in self.batches for request in self.requests(batch_id)]

    def finish(self, status: str = "completed", errors: list[str] | None = None) -> None:
        """End every batch that runs."""
        for batch_id, batch in self.batches.items():
            if batch["status"] != "in_progress":
                continue
            lines = [] if errors else [(req, self.answer(req)) for req in self.requests(batch_id)]
            out = [
                {"id": "r", "custom_id": req["custom_id"]} | said for req, said in lines if said and not said["error"]
            ]
            bad = [{"id": "r", "custom_id": req["custom_id"]} | said for req, said in lines if said and said["error"]]
            for name, rows in (("output_file_id", out), ("error_file_id", bad)):
                if rows:
                    batch[name] = f"file-{name}-{batch_id}"
                    self.files[batch[name]] = "\n".join(json.dumps(row) for row in rows)
            told = [{"code": "invalid", "message": each, "line": 1, "param": None} for each in errors or []]
            batch |= {"status": status, "errors": {"object": "list", "data": told} if told else None}

    def create(self, asked: Line) -> Line:
        batch_id = f"batch_{self.name}{len(self.batches) + 1}"
        self.batches[batch_id] = {
            "id": batch_id,
            "object": "batch",
            "status": "in_progress",
            "created_at": 1,
            "output_file_id": None,
            "error_file_id": None,
            "errors": None,
        } | asked
        return self.batches[batch_id]


def ok(body: Line) -> Line:
    """A request that was answered."""
    return {"response": {"status_code": 200, "request_id": "q", "body": body}, "error": None}


def no(status: int, message: str) -> Line:
    """A request that was refused."""
    return {"response": {"status_code": status, "body": {"error": {"message": message}}}, "error": {"message": message}}


def _handler(server: FakeBatchServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one short method a call
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self._breaks():
                return
            if self.path == "/v1/files":
                name = f"file-{len(server.files) + 1}"
                text = re.search(rb"(\{.*\}\n)\r\n--", body, re.DOTALL)
                server.files[name] = text[1].decode() if text else ""
                self._send(
                    {
                        "id": name,
                        "object": "file",
                        "bytes": len(body),
                        "created_at": 1,
                        "filename": "x",
                        "purpose": "batch",
                        "status": "processed",
                    }
                )
            else:
                made = server.create(json.loads(body))
                if ("POST", self.path) in server.drop_after:  # it is created, and nobody hears of it
                    server.drop_after.discard(("POST", self.path))
                    self.close_connection = True
                    return
                self._send(made)

        def do_GET(self) -> None:
            if self._breaks():
                return
            if file := re.fullmatch(r"/v1/files/([^/]+)/content", self.path):
                self._send(server.files[file[1]])
            elif self.path.startswith("/v1/batches?"):
                self._send({"object": "list", "data": list(server.batches.values()), "has_more": False})
            else:
                self._send(server.batches[self.path.rpartition("/")[2]])

        def _breaks(self) -> bool:
            replies = server.broken.get((self.command, self.path.partition("?")[0]))
            if not replies:
                return False
            self._send(replies[0][1], replies[0][0])
            replies.pop(0)
            return True

        def _send(self, body: Any, status: int = 200) -> None:
            sent = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("content-type", "text/html" if sent.startswith(b"<") else "application/json")
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler
