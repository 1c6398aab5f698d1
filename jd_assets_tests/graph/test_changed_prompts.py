"""A changed prompt, schema or merge makes stale exactly the runs that were read with it."""

import json

import pytest

from jd_assets.defs import up_to_date
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.stages.asking import ways_to_ask
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion
from jd_assets_tests.llm.postings import BAKER
from jd_assets_tests.pipeline import Pipeline, posting_record

#: A text without lists and sections, of which the rules are not sure.
SHAPELESS = (
    "We are looking for a backend engineer who has worked with Java for years and knows how to run services for many "
    "customers without waking up at night. Our office is in Leeds and we pay well. Write to us if you like."
)


def test_exactly_the_runs_that_were_read_with_it_are_stale(
    pipeline: Pipeline, server: FakeLlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer = lambda request: completion(json.dumps({"JD_type": "pass", "skills": []}))
    sure, unsure = pipeline.take_in([posting_record("sure", BACKEND + "\nsure"), posting_record("unsure", SHAPELESS)])
    pipeline.materialise([sure, unsure], llm={"engine": "auto", "base_url": server.url})
    assert [bool(pipeline.record(run_id).prompts) for run_id in (sure, unsure)] == [False, True]

    def stale() -> list[str]:
        llm = LlmResource(engine="auto", base_url=server.url)
        with pipeline.environment():
            return up_to_date.out_of_date([sure, unsure], RoleLibraryResource(), EmbedderResource(), llm)

    assert stale() == []
    changed = frozenset(way.replace(".v2#", ".v3#") for way in ways_to_ask())
    monkeypatch.setattr("jd_assets.stages.asking.ways_to_ask", lambda: changed)
    assert stale() == [unsure]


def test_each_row_says_how_it_was_read(pipeline: Pipeline, server: FakeLlmServer) -> None:
    server.answer = lambda request: completion(json.dumps({"JD_type": "pass", "skills": []}))
    [run_id] = pipeline.take_in([posting_record("baker", BAKER + "\nversions")])
    pipeline.materialise([run_id], llm={"engine": "openai", "base_url": server.url})
    for stage in ("nano_parse", "skill_extraction"):
        usage = pipeline.rows(stage, [run_id]).payloads[run_id].usage
        assert usage.prompt_version == "nano_parse.v2"
        assert usage.asked_with in ways_to_ask()
