"""Files at URLs: fsspec's memory and local file systems, and a server on loopback."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets.ingest.files import input_files, read_file
from jd_assets.ingest.records import Record
from jd_assets_tests.ingest.documents import TEXT, write


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def contents(*urls: str) -> list[tuple[str, str | bytes]]:
    found = [each for file in input_files(urls) for each in read_file(file)]
    return [(each.source, each.content) for each in found if isinstance(each, Record)]


def test_a_file_of_a_web_server_is_read(served: str, tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"text": "Bake."}')
    assert contents(f"{served}/a.jsonl") == [("a.jsonl", "Bake.")]


def test_a_folder_in_memory_is_read_in_the_order_of_its_names() -> None:
    files = fsspec.filesystem("memory")
    files.pipe({"/drops/b.txt": b"Two.", "/drops/a/c.txt": b"One.", "/drops/x.png": b"x", "/drops/.d.txt": b"x"})
    assert contents("memory://drops") == [("c.txt", b"One."), ("b.txt", b"Two.")]
    files.rm("/drops", recursive=True)


def test_a_local_url_is_the_same_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    assert contents(f"file://{path}") == [("a.txt", TEXT.encode())]


def test_what_is_not_there_is_named(served: str) -> None:
    with pytest.raises(PermanentFailure, match=r"nowhere\.txt does not exist"):
        input_files([f"{served}/nowhere.txt"])


def test_a_server_that_does_not_answer_is_no_fault_of_the_file() -> None:
    with pytest.raises((TransientFailure, PermanentFailure), match=r"127\.0\.0\.1:9"):
        input_files(["http://127.0.0.1:9/a.txt"])


@pytest.mark.parametrize(
    ("url", "reason"), [("nosuch://a", "nosuch://a cannot be read"), ("s3://a/b", r"jd_assets\[s3\]")]
)
def test_a_protocol_that_cannot_be_read_says_what_to_do(url: str, reason: str) -> None:
    with pytest.raises(PermanentFailure, match=reason):
        input_files([url])
