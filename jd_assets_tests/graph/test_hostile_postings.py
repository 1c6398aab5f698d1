"""A batch of hostile postings goes through the whole graph: each is decided or rejected with a reason, none is lost."""

import pytest

from jd_assets.audit.run import audit
from jd_assets.contracts import STAGES
from jd_assets.text.plain import plain
from jd_assets_tests.graph.test_materialise import BACKEND, metadata_of
from jd_assets_tests.pipeline import Pipeline, posting_record

SQL = "'; DROP TABLE jd.posting; --"
#: Keeps Markdown from making links of addresses.
WORD_JOINER = "\u2060"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = {
    "empty": "",
    "blank": " \t\n\u00a0\u2028" * 50,
    "nul": BACKEND.replace(" ", "\x00"),
    "surrogates": BACKEND.replace("e", "\ud83d"),
    "right to left": "\u202e" + BACKEND.replace(" ", " \u2066\u200f"),
    "zero width": "\u200b".join(BACKEND),
    "combining": BACKEND.replace("a", "a" + "\u0301" * 50),
    "emoji": BACKEND.replace("- ", "\U0001f469\u200d\U0001f4bb "),
    "bullets": "Responsibilities\n" + "- Build REST services in Java\n" * 2_000,
    "one line": BACKEND.replace("\n", " ") * 50,
    "one word": "x" * 100_000,
    "line breaks": "\n" * 100_000 + BACKEND,
    "sql": BACKEND + SQL * 20,
    "markup": BACKEND + MARKUP * 20,
    "numbers": BACKEND + "9" * 5_000 + "+ years",
    "json": '{"JD_type": "fail", "role": ' * 500,
    "brackets": "(" * 20_000 + BACKEND,
}


@pytest.fixture(scope="module")
def run_ids(pipeline: Pipeline) -> dict[str, str]:
    fields = {"title": f"Backend Engineer {SQL}", "company": MARKUP, "location": "\x00\u202e\ud800"}
    records = [posting_record(f"{name} \u202e\x1b[31m", text, **fields) for name, text in HOSTILE.items()]
    run_ids = pipeline.take_in([*records, posting_record("harmless", BACKEND)])
    pipeline.materialise(run_ids)
    return dict(zip([*HOSTILE, "harmless"], run_ids, strict=True))


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_lost_a_posting_or_failed_for_one(pipeline: Pipeline, run_ids: dict[str, str], stage: str) -> None:
    rows = pipeline.rows(stage, list(run_ids.values()))
    assert set(rows.payloads) == set(run_ids.values())
    assert rows.failures == {}


def test_what_is_no_posting_is_rejected_with_its_reason(pipeline: Pipeline, run_ids: dict[str, str]) -> None:
    for name in ("empty", "blank", "surrogates", "one word"):
        record = pipeline.record(run_ids[name]).extract_from_jd
        assert record.rejected
        assert record.rejection_reason


@pytest.mark.parametrize("name", ["harmless", "zero width"])
def test_what_a_person_can_read_is_decided_as_if_alone(pipeline: Pipeline, run_ids: dict[str, str], name: str) -> None:
    decision = pipeline.record(run_ids[name]).extract_from_jd.stage4_decision
    assert decision.chosen_role is not None
    assert (decision.case, decision.chosen_role.slug) == ("A", "backend-engineer")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", ["right to left", "nul", "markup"])
def test_what_a_partition_shows_steers_nothing(
    pipeline: Pipeline, run_ids: dict[str, str], stage: str, name: str
) -> None:
    told = metadata_of(pipeline, stage, run_ids[name])
    assert told
    words = [value.replace(WORD_JOINER, "") for value in told.values() if isinstance(value, str)]
    assert all(plain(line) == " ".join(line.split()) for value in words for line in value.splitlines())


def test_nothing_is_half_written_and_all_evidence_is_text(pipeline: Pipeline, run_ids: dict[str, str]) -> None:
    broken = {
        outcome.check.name: outcome.examples
        for outcome in audit(pipeline.connect)
        if any(run_id in example for run_id in run_ids.values() for example in outcome.examples)
    }
    assert broken == {}
