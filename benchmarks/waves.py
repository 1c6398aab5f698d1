"""What a thousand postings cost as years of them go through, wave after wave, with retirement between.

    JD_DATA_DIR=/tmp/waves .venv/bin/python benchmarks/waves.py POSTINGS.jsonl.gz --waves 10 --size 1000

Each wave is a drop of postings that no earlier one had: real ones, varied by a generator (another employer, another
order of lines, a reference), or with --short texts that the gate turns away, which leave little but the cost of Dagster
and the tables. After each wave: seconds a thousand, memory of this process and of the largest one that it had, disk,
how long the Dagster UI's queries take, and whether the totals are exact. The data folder must hold no postings; add
nothing to it meanwhile. Where it has the library's vectors, waves of 500 and more are shared out among processes.
"""

import argparse
import gzip
import itertools
import json
import random
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import httpx2
import psutil

from jd_assets.audit.run import audit
from jd_assets.cli.environment import prepare
from jd_assets.cli.process import process
from jd_assets.contracts import STAGES
from jd_assets.database.connection import Connect, connector
from jd_assets.defs.partitions import registered
from jd_assets.defs.retirement import retire
from jd_assets.ingest.records import Record
from jd_assets.ingest.register import take_in
from jd_assets.settings import dagster_dir

EMPLOYERS = ("Copperpenny", "Fenwick Retail", "Nimbus Ledger", "Oakhollow", "Tidewater Freight", "Merrow & Daughters")
#: What the UI asks for its asset graph, an asset's partitions and the list of runs.
QUERIES = {
    "graph": "query($keys: [AssetKeyInput!]) { assetNodes(assetKeys: $keys) { assetKey { path } partitionStats "
    "{ numMaterialized numPartitions numFailed numMaterializing } assetMaterializations(limit: 1) { runId } } }",
    "partitions": 'query { assetNodeOrError(assetKey: {path: ["run_record"]}) { ... on AssetNode { partitionKeys '
    "assetPartitionStatuses { ... on DefaultPartitionStatuses { materializedPartitions } } } } }",
    "runs": "query { runsOrError(limit: 30) { ... on Runs { results { runId status tags { key value } } } } }",
}
HEAD = (
    "wave  s/1000  CPU s/1000  MB, child  kB each: ours  Dagster's  retire s  keys left  "
    "graph, partitions, runs s  exact"
)
SIZES = """
SELECT sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'jd'),
       sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'public')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'
"""


def main() -> None:
    """Measure and print a line a wave."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", type=Path, help="a .jsonl.gz file with `text` and perhaps `title`")
    parser.add_argument("--waves", type=int, default=10)
    parser.add_argument("--size", type=int, default=1_000, help="postings of a wave")
    parser.add_argument("--keep", type=int, default=2_000, help="keys that stay in Dagster after each wave")
    parser.add_argument("--short", action="store_true", help="texts of one line")
    options = parser.parse_args()
    connect = connector(prepare())
    drops = wave_after_wave(short() if options.short else varied(options.postings), options.size)
    print(HEAD)
    with webserver() as url, dg.DagsterInstance.get() as instance:
        for number, drop in enumerate(itertools.islice(drops, options.waves), start=1):
            print(f"{number:4}  {wave(connect, instance, url, drop, number, options.keep)}", flush=True)
    breaches = [each.check.name for each in audit(connect) if each.is_breach]
    print(f"audit: {', '.join(breaches) or 'nothing is broken'}")


def wave(connect: Connect, instance: dg.DagsterInstance, url: str, drop: list[Record], number: int, keep: int) -> str:
    """Take a drop through, retire, and measure."""
    before = disk(connect)
    began, cpu = time.perf_counter(), cpu_seconds()
    run_ids = take_in(connect, drop).run_ids
    process(run_ids, "rules")
    took, used = time.perf_counter() - began, cpu_seconds() - cpu
    began = time.perf_counter()
    left = retire(connect, instance, days=36_500, keep=keep).left
    retired = time.perf_counter() - began
    asked = [seconds_of(url, query) for query in QUERIES.values()]
    with connect() as connection:
        rows = connection.execute("SELECT stage, count(*) FROM stage_row GROUP BY stage").fetchall()
    counts: dict[str, int] = dict(rows)
    total = number * len(drop)
    exact = counts == dict.fromkeys(STAGES, total) and set(registered(instance)[-len(run_ids) :]) == set(run_ids)
    a_thousand, rss = 1_000 / len(drop), psutil.Process().memory_info().rss / 1e6
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    ours, dagsters = ((now - then) / len(drop) / 1e3 for now, then in zip(disk(connect), before, strict=True))
    sizes = f"{ours:13.1f}  {dagsters:9.1f}"
    pages = " ".join(f"{each:.2f}" for each in asked)
    speed = f"{took * a_thousand:6.1f}  {used * a_thousand:10.1f}  {rss:6.0f} {largest:6.0f}"
    return f"{speed}  {sizes}  {retired:8.1f}  {left:9}  {pages:>26}  {exact}"


def disk(connect: Connect) -> tuple[float, float]:
    """Bytes of our tables and of Dagster's with their indexes; the first wave brings the library's vectors too."""
    with connect() as connection:
        ours, dagsters = connection.execute(SIZES).fetchone() or (0, 0)
    return float(ours), float(dagsters)


def wave_after_wave(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    """Drops of so many records."""
    while drop := list(itertools.islice(records, size)):
        yield drop


def varied(path: Path) -> Iterator[Record]:
    """Real postings over and over, never one twice."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    draw = random.Random(1)
    for number in itertools.count():
        row = rows[number % len(rows)]
        head, *blocks = row["text"].split("\n\n")
        draw.shuffle(blocks)
        employer = f"{draw.choice(EMPLOYERS)} {number // len(rows)}"
        text = "\n\n".join([head, *blocks, f"{employer} is hiring. Reference: {number}"])
        yield Record("waves", str(number), text, title=row.get("title"), company=employer)


def short() -> Iterator[Record]:
    """Texts that are no job description."""
    return (Record("waves", str(number), f"Baker wanted, reference {number}.") for number in itertools.count())


def cpu_seconds() -> float:
    """Of this process and those that it shared a wave out to: Postgres and the webserver come on top."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


@contextmanager
def webserver() -> Iterator[str]:
    """Dagster's webserver over the same storage; the address of its GraphQL."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = ["-m", "dagster_webserver", "-p", str(port), "-w", str(dagster_dir() / "workspace.yaml")]
    with subprocess.Popen([sys.executable, *command, "--log-level", "warning"]) as server:
        url = f"http://127.0.0.1:{port}"
        try:
            while server.poll() is None and not answers(url):
                time.sleep(1)
            yield f"{url}/graphql"
        finally:
            server.terminate()


def answers(url: str) -> bool:
    """Whether the server is up."""
    try:
        return httpx2.get(f"{url}/server_info", timeout=60).is_success
    except httpx2.HTTPError:
        return False


def seconds_of(url: str, query: str) -> float:
    """How long one query takes, the first time after keys came and went.

    Raises:
        RuntimeError: It is answered by an error.
    """
    keys = [{"path": [stage]} for stage in STAGES]
    began = time.perf_counter()
    answer = httpx2.post(url, json={"query": query, "variables": {"keys": keys}}, timeout=600).json()
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
