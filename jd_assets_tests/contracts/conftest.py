"""The seed's own posting through the whole graph: with the seed's own answers, and by the rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jd_assets.cli.export import write_export
from jd_assets.contracts.run_record import RunRecord
from jd_assets.ingest.register import Intake
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, Request, completion
from jd_assets_tests.pipeline import Pipeline, posting_record, seed_json, seed_text

#: The three names of the seed run, with the words of its posting that the model would quote.
SEED_SKILLS = {
    "Platform": "building a new massive scale multi-tenant platform",
    "Multi-tenant": "building a new massive scale multi-tenant platform",
    "Storage": "services operating on data in our storage layer",
}


#: The runs of the posting: with the model's answers, by the rules, and by the rules with a skill nobody knows.
RUNS = ("openai", "rules", "new skill")
NEW_SKILL = " Experience with Quorvex is required."


@dataclass(frozen=True)
class SeedRuns:
    """The records of the first two runs, what the model was asked, and the lines of the export by engine."""

    openai: RunRecord
    rules: RunRecord
    requests: list[Request]
    exported: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def seed_runs(graph_url: str, data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeedRuns]:
    server = FakeLlmServer()
    server.answer = seed_answer
    with dg.DagsterInstance.ephemeral() as instance:
        pipeline = Pipeline(graph_url, data_folder, instance)
        texts = dict.fromkeys(RUNS, seed_text()) | {"new skill": seed_text() + NEW_SKILL}
        first, second, third = pipeline.take_in([posting_record(name, text) for name, text in texts.items()])
        pipeline.materialise([first], llm={"engine": "openai", "base_url": server.url})
        pipeline.materialise([second, third])
        export = tmp_path_factory.mktemp("export") / "out.jsonl"
        write_export(
            pipeline.connect,
            Intake(list(pipeline.rows("posting", [first, second, third]).payloads.values()), []),
            export,
        )
        lines = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
        exported = {line["id"]: line for line in lines}
        yield SeedRuns(pipeline.record(first), pipeline.record(second), server.requests, exported)
    server.close()


def seed_answer(request: Request) -> Reply:
    """What the seed's model answered."""
    answers: dict[str, Any] = {
        "nano_parse": seed_json("nano_parsed"),
        "skill_extraction": {
            "skills": [{"name": name, "quote": quote, "is_primary": True} for name, quote in SEED_SKILLS.items()]
        },
    }
    return completion(json.dumps(answers[request["response_format"]["json_schema"]["name"]]))
