"""How long the list of runs takes over many runs: made by SQL, in a database of its own that is dropped afterwards.

.venv/bin/python benchmarks/run_list.py [--runs 100000]
"""

import argparse
import time
import uuid

import psycopg

from jd_assets.database.connection import connector
from jd_assets.database.migrations import migrate
from jd_assets.database.server import database_url
from jd_assets.web.console.overview import read_overview
from jd_assets.web.console.run_filter import RunFilter
from jd_assets.web.console.run_list import read_runs

#: Rows as the pipeline writes them, as far as the list reads them: texts of 150 of 5,000 words, all cases.
_FILL = """
SET search_path TO jd, public;
SET maintenance_work_mem = '256MB';
DROP INDEX posting_search;
INSERT INTO posting (run_id, written_at, payload)
SELECT md5(n::text)::uuid, now() - make_interval(secs => n * 20), jsonb_build_object(
    'run_id', md5(n::text)::uuid, 'source', (ARRAY['drop', 'http', 'feed'])[1 + n % 3], 'source_id', n::text,
    'title', (ARRAY['Data Engineer', 'Backend Developer', 'Analyst', 'Nurse'])[1 + n % 4] || ' ' || n % 100,
    'company', 'Employer ' || n % 3000, 'text', 'posting ' || n || ' ' || words)
FROM generate_series(1, {runs}) n
CROSS JOIN LATERAL (SELECT string_agg('word' || ((n * 31 + w * w * 17) % 5000), ' ') AS words
                    FROM generate_series(1, 150) w) t;
CREATE INDEX posting_search ON posting USING gin (posting_words(payload));
INSERT INTO case_decision (run_id, payload, written_at)
SELECT run_id, jsonb_build_object('stage4_decision', jsonb_build_object(
    'case', CASE WHEN h < 50 THEN 'A' WHEN h < 52 THEN 'B' WHEN h < 75 THEN 'E' WHEN h < 98 THEN 'F' ELSE 'R' END,
    'confidence', h / 100.0, 'chosen_role', jsonb_build_object('slug', 'role-' || h % 58, 'display_name', 'Role ' || h),
    'pad', repeat(md5(run_id::text), 20))), written_at
FROM posting, LATERAL (SELECT abs(hashtext(run_id::text)) % 100 AS h) t;
INSERT INTO run_record (run_id, payload, failure)
SELECT run_id, CASE WHEN h <> 7 THEN jsonb_build_object('pad', repeat(md5(run_id::text), 20)) END,
       CASE WHEN h = 7 THEN '{"stage": "nano_parse", "kind": "transient", "reason": "no answer"}'::jsonb END
FROM posting, LATERAL (SELECT abs(hashtext(run_id::text || 'f')) % 1000 AS h) t;
ANALYZE posting; ANALYZE case_decision; ANALYZE run_record;
"""

FILTERS = {
    "all": {},
    "case": {"case": "A"},
    "rare case": {"case": "B"},
    "not in the library": {"new_role": "1"},
    "failed": {"failed": "1"},
    "role": {"role": "role-7"},
    "low confidence": {"most": "0.02"},
    "employer": {"employer": "employer 77"},
    "source": {"source": "feed"},
    "words": {"q": "word123 nurse"},
    "rare word": {"q": "posting 4711"},
    "no such word": {"q": "zeppelin"},
    "words of a case": {"q": "word12 word34", "case": "F"},
    "case, source, confidence": {"case": "E", "source": "http", "least": "0.6"},
    "days": {"since": "2020-01-01", "case": "R"},
}


def main() -> None:
    """Print milliseconds of the first page, with its count, for each filter: the median of five."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100_000)
    runs = parser.parse_args().runs
    server, name = database_url(), f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        head, _, query = server.partition("?")
        url = head.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")
        try:
            _measure(url, runs)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(url: str, runs: int) -> None:
    migrate(url)
    with psycopg.connect(url) as connection:
        connection.execute(_FILL.replace("{runs}", str(runs)).encode())
    connect = connector(url)
    for name, query in FILTERS.items():
        wanted, taken = RunFilter.of(query), []
        for _ in range(5):
            began = time.perf_counter()
            found = read_runs(connect, wanted)
            taken.append(1_000 * (time.perf_counter() - began))
        print(f"{sorted(taken)[2]:7.0f} ms  {name}: {found.count}{'' if found.is_counted else ' and more'}")
    began = time.perf_counter()
    read_overview(connect)
    print(f"{1_000 * (time.perf_counter() - began):7.0f} ms  overview")


if __name__ == "__main__":
    main()
