"""How fast postings are read by the rules, on one core, and how that grows with their length.

    .venv/bin/python benchmarks/reading.py POSTINGS.jsonl [--count 400] [--passes 5]

Prints postings a second for parsing, for skill extraction and for both, in time of the processor (the median of the
passes, after one that is not counted), and seconds for single texts of growing length, made of the same postings.
The library is the one of the data folder, its vocabulary built beforehand.
"""

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from jd_assets.cli.environment import prepare
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.ingest.documents.to_text import to_text
from jd_assets.ingest.files import read_file
from jd_assets.ingest.identity import make_posting
from jd_assets.ingest.records import Record
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction

LENGTHS = (50_000, 100_000, 200_000, 400_000)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("postings", type=Path)
    arguments.add_argument("--count", type=int, default=400, help="postings read, spread evenly over the file")
    arguments.add_argument("--passes", type=int, default=5)
    asked = arguments.parse_args()
    os.environ["JD_PROCESSES"] = "1"  # the processor's time of others would not be counted
    prepare()
    extractor = RulesExtractor(RoleLibraryResource().vocabulary())
    postings = _sample(asked.postings, asked.count)
    _seconds(postings, extractor)
    passes = [_seconds(postings, extractor) for _ in range(asked.passes)]
    parse, skills = (statistics.median(times) for times in zip(*passes, strict=True))
    both = statistics.median(map(sum, passes))
    length = statistics.mean(len(posting.text) for posting in postings)
    print(f"{len(postings)} postings of {length:,.0f} characters on average, postings a second:")
    for name, seconds in (("parse", parse), ("skills", skills), ("both", both)):
        print(f"  {name:8}{len(postings) / seconds:6.0f}")
    _print_growth(postings, extractor)


def _print_growth(postings: Sequence[Posting], extractor: RulesExtractor) -> None:
    lines = "\n".join(posting.text for posting in postings)
    lines *= LENGTHS[-1] // len(lines) + 2
    for name, text in (("lines", lines), ("one line", " ".join(lines.split()))):
        print(f"seconds for one text, {name}:")
        for length in LENGTHS:
            parse, skills = _seconds([postings[0].model_copy(update={"text": text[:length]})], extractor)
            print(f"  {length:>9,} characters: parse {parse:.2f}, skills {skills:.2f}")


def _sample(path: Path, count: int) -> list[Posting]:
    records = [record for record in read_file(path) if isinstance(record, Record)]
    return [
        make_posting(
            source=record.source,
            source_id=record.source_id,
            text=to_text(record.content, record.media_type),
            title=record.title,
            company=record.company,
            location=record.location,
        )
        for record in records[:: max(1, len(records) // count)][:count]
    ]


def _seconds(postings: Sequence[Posting], extractor: RulesExtractor) -> tuple[float, float]:
    """Seconds of the processor for parsing and for skill extraction."""
    batch = Batch({posting.run_id: posting for posting in postings}, {})
    begin = time.process_time()
    parsed = nano_parse(batch, RulesParser())
    between = time.process_time()
    skill_extraction(batch, parsed, extractor)
    return between - begin, time.process_time() - between


if __name__ == "__main__":
    main()
