"""Latency and throughput of the calls of a running console.

    jd-assets console --port 3001 &
    python benchmarks/http_calls.py http://127.0.0.1:3001 ../shared/data/dev/postings.jsonl.gz

New postings: each client sends one after the other, another text each time (a reference line makes them new in every
run). Known ones: the same again. Lines: one call of many. Figures are milliseconds as a client sees them; `stages` are
those that the answers name.
"""

import argparse
import gzip
import json
import statistics
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from jd_assets.web.api.payloads import ExtractFromJdAnswer, PostingIn
from jd_assets.web.client import JdAssets
from jd_assets.web.problems import Problem

_client: JdAssets


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("postings", help="a .jsonl.gz file with `text` and perhaps `title`")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--count", type=int, default=200, help="new postings, and known ones")
    parser.add_argument("--lines", type=int, default=1_000, help="postings of the one long call; 0 leaves it out")
    parser.add_argument("--token")
    options = parser.parse_args()
    postings = read(options.postings, options.count + options.lines)
    singles, many = postings[: options.count], postings[options.count :]
    with JdAssets(options.url, options.token) as jd:
        jd.extract_from_jd(singles[0])
        with ProcessPoolExecutor(options.clients, initializer=connect, initargs=(options.url, options.token)) as pool:
            list(pool.map(send, singles[:1] * 4 * options.clients))  # every client is warm
            report("new", list(pool.map(send, singles[1:])))
            report("known", list(pool.map(send, singles[1:])))
        if many:
            began = time.perf_counter()
            answers = list(jd.extract_from_jd_of(many))
            took = time.perf_counter() - began
            wrong = sum(isinstance(answer, Problem) for answer in answers)
            print(f"lines: {len(answers)} in {took:.1f} s, {len(answers) / took:.1f}/s, {wrong} problems")


def read(path: str, count: int) -> list[PostingIn]:
    """Postings that no earlier run of this script has sent."""
    mark = uuid.uuid4().hex
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(count), file, strict=False)]
    return [PostingIn(text=f"{row['text']}\n\nReference: {mark}", title=row.get("title")) for row in rows]


def connect(url: str, token: str | None) -> None:
    """A client's process: clients that share one would wait for each other's reading of answers."""
    global _client  # noqa: PLW0603 - one a process
    _client = JdAssets(url, token)


def send(posting: PostingIn) -> tuple[float, ExtractFromJdAnswer]:
    """Milliseconds of a call, and its answer."""
    began = time.perf_counter()
    answer = _client.extract_from_jd(posting)
    return 1_000 * (time.perf_counter() - began), answer


def report(name: str, sent: Sequence[tuple[float, ExtractFromJdAnswer]]) -> None:
    """Print quantiles of a kind of call."""
    took, answers = [ms for ms, _ in sent], [answer for _, answer in sent]
    cuts = statistics.quantiles(took, n=20)
    cached = sum(answer.meta.cached for answer in answers)
    sizes = statistics.mean(answer.meta.batch_size for answer in answers)
    print(
        f"{name}: {len(took)} calls, p50 {statistics.median(took):.0f} ms, p95 {cuts[18]:.0f} ms, "
        f"max {max(took):.0f} ms; {cached} known, mean batch {sizes:.1f}"
    )
    if sizes:
        stages = {stage: [answer.meta.stage_ms[stage] for answer in answers] for stage in answers[0].meta.stage_ms}
        print("  stages, median ms: " + ", ".join(f"{s} {statistics.median(ms):.0f}" for s, ms in stages.items()))


if __name__ == "__main__":
    main()
