"""The seed's own posting through the whole graph: once with the seed's own answers, once by the rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jd_assets.contracts.run_record import RunRecord
from jd_assets_tests.conftest import new_database
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, Request, completion
from jd_assets_tests.pipeline import Pipeline, posting_record, seed_json, seed_text

#: The three names of the seed run, with the words of its posting that the model would quote.
SEED_SKILLS = {
    "Platform": "building a new massive scale multi-tenant platform",
    "Multi-tenant": "building a new massive scale multi-tenant platform",
    "Storage": "services operating on data in our storage layer",
}


@dataclass(frozen=True)
class SeedRuns:
    """The records of the two runs, and what the model was asked."""

    openai: RunRecord
    rules: RunRecord
    requests: list[Request]


@pytest.fixture(scope="session")
def seed_runs(server_url: str, library_url: str, data_folder: Path) -> Iterator[SeedRuns]:
    server = FakeLlmServer()
    server.answer = seed_answer
    with new_database(server_url, "test", library_url) as url, dg.DagsterInstance.ephemeral() as instance:
        pipeline = Pipeline(url, data_folder, instance)
        first, second = (pipeline.take_in([posting_record(name, seed_text())])[0] for name in ("openai", "rules"))
        pipeline.materialise([first], llm={"engine": "openai", "base_url": server.url})
        pipeline.materialise([second])
        yield SeedRuns(pipeline.record(first), pipeline.record(second), server.requests)
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
