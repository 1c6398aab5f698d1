"""A database that is put back to its first state for each experiment, and the worker that works on it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg

from jd_assets.database.connection import Connect, connector

VECTORS = "jd.embedding (embedder_id, text_hash, vector)"
PROJECT = Path(__file__).parents[2]


@dataclass
class Bench:
    """One name of a database, so that what the worker built from the library serves every experiment.

    Attributes:
        server_url: The server.
        url: The database that is worked on.
        prepared: Name of the one it is copied from: the seed library and Dagster's tables, nothing taken in.
        folder: Where jobs report.
    """

    server_url: str
    url: str
    prepared: str
    folder: Path
    _worker: subprocess.Popen[str] | None = None

    @property
    def connect(self) -> Connect:
        """Connections to the database."""
        return connector(self.url)

    @property
    def name(self) -> str:
        """The database's name."""
        return str(psycopg.conninfo.conninfo_to_dict(self.url)["dbname"])

    def reset(self) -> None:
        """Put the database back to its first state."""
        with psycopg.connect(self.server_url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)".encode())
            admin.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.prepared}".encode())

    def prepare(self) -> None:
        """Let the state that the database is in now be the first one."""
        with psycopg.connect(self.server_url, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {self.prepared} TEMPLATE {self.name}".encode())

    def clear(self) -> None:
        """Drop the first state."""
        with psycopg.connect(self.server_url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self.prepared} WITH (FORCE)".encode())

    def reset_to_vectors(self) -> None:
        """Put the database back to its first state, but for the vectors that are cached now."""
        with psycopg.connect(self.url) as connection, connection.cursor().copy(f"COPY {VECTORS} TO STDOUT") as copy:
            vectors = b"".join(copy)
        self.reset()
        with psycopg.connect(self.url) as connection:
            connection.execute("DELETE FROM jd.embedding")
            with connection.cursor().copy(f"COPY {VECTORS} FROM STDIN") as copy:
                copy.write(vectors)

    def work(self, *jobs: dict[str, Any]) -> list[int]:
        """Exit codes of jobs that run at the same time, each in a process of its own; -9 for one that was killed."""
        assert self._worker is not None
        given = [{**job, "report": str(self.report(number))} for number, job in enumerate(jobs)]
        for job in given:
            Path(job["report"]).write_text("", encoding="utf-8")
        incoming, outgoing = self._pipes()
        print(json.dumps(given), file=incoming, flush=True)
        return [int(code) for code in json.loads(outgoing.readline())]

    def done(self, *jobs: dict[str, Any]) -> list[str]:
        """As `work` for jobs that must end well; the points that the first one passed."""
        codes = self.work(*jobs)
        assert codes == [0] * len(jobs), [self.report(number).read_text()[-1500:] for number in range(len(jobs))]
        return [str(point) for point in json.loads(self.report(0).read_text(encoding="utf-8"))]

    def report(self, number: int) -> Path:
        """Where the job of that number says what it passed, or why it failed."""
        return self.folder / f"job-{number}.json"

    @contextmanager
    def working(self, variables: dict[str, str]) -> Iterator[None]:
        """Start the worker, and let it end with the block."""
        command = [sys.executable, "-m", "jd_assets_tests.proof.worker"]
        with subprocess.Popen(
            command, cwd=PROJECT, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as self._worker:
            incoming, outgoing = self._pipes()
            assert outgoing.readline() == "ready\n"
            yield
            incoming.close()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._worker is not None
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        return self._worker.stdin, self._worker.stdout
