"""A posting that fails is kept with its reason and the rest goes on; a stage may also fail as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import dagster as dg
import pytest
from dagster._core.storage.partition_status_cache import get_and_update_asset_status_cache_value

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Evidence
from jd_assets.contracts.batch import Failure
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.run import PartialRun
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.attempts import open_postings
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing
from jd_assets.defs.checks.open_postings import OPEN_CHECK
from jd_assets.defs.faults import UNDONE_TAG, errors_for_people
from jd_assets.defs.partitions import RUN_IDS, registered
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.nano_parse import NanoParser
from jd_assets.stages.skill_extraction import SkillExtractor
from jd_assets.web.run_page import render_run_page
from jd_assets_tests.graph.test_materialise import BACKEND, counted, metadata_of, observed
from jd_assets_tests.pipeline import Pipeline, posting_record

#: Marks the posting that an engine cannot read.
CURSE = "Crumplehorn"
LATER = [stage for stage in STAGES if stage not in ("posting", "nano_parse")]


def job_of_its_own(subject: str) -> str:
    """As `BACKEND`, and no repost of it or of another."""
    text = BACKEND.replace("services", f"services for {subject}").replace("jobs", f"jobs of {subject}")
    return text.replace("years of experience", f"years of experience in {subject}")


class CursedParser:
    """Parses as the engine it stands before, but for the cursed posting."""

    def __init__(self, inner: NanoParser, error: JdAssetsError) -> None:
        self._inner, self._error = inner, error

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        outcomes = self._inner.parse_many(postings)
        return [
            self._error if CURSE in posting.text else outcome
            for posting, outcome in zip(postings, outcomes, strict=True)
        ]


class CursedReading(LlmResource):
    """The nano parse fails for the cursed posting."""

    error: ClassVar[JdAssetsError] = PermanentFailure("The dragon ate it")

    def nano_parser(self, connect: Connect) -> NanoParser:
        return CursedParser(super().nano_parser(connect), self.error)


class UnluckyReading(CursedReading):
    """The same, but another time it may work."""

    error: ClassVar[JdAssetsError] = TransientFailure("The dragon slept on it")


class LyingExtractor:
    """Finds skills where they are not."""

    def __init__(self, inner: SkillExtractor) -> None:
        self._inner = inner

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        outcomes = self._inner.extract_many(items)
        for outcome in outcomes:
            assert isinstance(outcome, SkillExtraction)
            outcome.final_skills[0].evidence = [Evidence(start=0, end=7, text="no such")]
        return outcomes


class LyingEngine(LlmResource):
    """Its skills have evidence that the text does not bear out."""

    def skill_extractor(self, connect: Connect, vocabulary: Vocabulary) -> SkillExtractor:
        return LyingExtractor(super().skill_extractor(connect, vocabulary))


@pytest.fixture(scope="module")
def cursed(pipeline: Pipeline) -> tuple[Pipeline, str, str]:
    """A batch of two that went through, its cursed posting and the other one."""
    made = replace(pipeline, resources={"llm": CursedReading()})
    records = [posting_record("cursed", BACKEND + CURSE), posting_record("blessed", BACKEND)]
    bad, good = made.take_in(records)
    made.materialise([bad, good])
    return made, bad, good


@pytest.mark.parametrize("stage", ["nano_parse", *LATER])
def test_a_failed_posting_is_a_row_with_its_reason_in_every_later_table(
    cursed: tuple[Pipeline, str, str], stage: str
) -> None:
    pipeline, bad, good = cursed
    rows = pipeline.rows(stage, [bad, good])
    assert rows.failures == {bad: Failure("nano_parse", "permanent", "The dragon ate it")}
    assert list(rows.payloads) == [good]


@pytest.mark.parametrize("stage", ["nano_parse", *LATER])
def test_dagster_notes_a_materialisation_of_the_good_postings_alone(
    cursed: tuple[Pipeline, str, str], stage: str
) -> None:
    pipeline, bad, good = cursed
    done = pipeline.instance.get_materialized_partitions(dg.AssetKey(stage))
    assert good in done
    assert bad not in done


def test_the_partition_of_a_failed_posting_says_why_where_it_failed(cursed: tuple[Pipeline, str, str]) -> None:
    pipeline, bad, _ = cursed
    [shown] = observed(pipeline, "nano_parse", bad)
    assert (shown["failed"], shown["failure_kind"]) == ("nano_parse: The dragon ate it", "permanent")
    assert observed(pipeline, "skill_extraction", bad) == []


@pytest.mark.parametrize("stage", ["nano_parse", *LATER])
def test_the_batch_as_a_whole_tells_its_counts_and_failures_once(cursed: tuple[Pipeline, str, str], stage: str) -> None:
    pipeline, bad, good = cursed
    shown = next(each for each in observed(pipeline, stage, None) if bad in str(each.get("failures")))
    assert (shown["postings"], shown["failed"]) == (2, 1)
    assert "The dragon ate it" in str(shown["failures"])
    assert "postings" not in metadata_of(pipeline, stage, good)


def test_a_run_all_of_whose_postings_fail_fails_and_leaves_their_rows(pipeline: Pipeline) -> None:
    cursed = replace(pipeline, resources={"llm": CursedReading()})
    [run_id] = cursed.take_in([posting_record("alone", BACKEND + CURSE + "alone")])
    result = cursed.materialise([run_id], succeeds=False)
    assert "Not one of the 1 postings of this run went through: nano_parse: The dragon ate it" in sentence_of(result)
    assert all(pipeline.rows(stage, [run_id]).failures for stage in STAGES if stage != "posting")
    assert failed_partitions(pipeline, "run_record") >= {run_id}
    assert not any(event.partition is None for event in result.get_asset_materialization_events())


class AwayReading(CursedReading):
    """The server is away."""

    def nano_parser(self, connect: Connect) -> NanoParser:
        raise TransientFailure("The dragon flew off", retry_after=7)


def test_a_passing_fault_of_the_world_is_tried_again_and_leaves_its_postings_undone(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    away = replace(pipeline, resources={"llm": AwayReading()})
    run_ids = away.take_in([posting_record(f"away {number}", f"{BACKEND} {number}") for number in range(3)])
    result = away.materialise(run_ids, succeeds=False)
    events = [event for event in result.all_events if event.step_key == "nano_parse"]
    assert sum(event.is_step_up_for_retry for event in events) == 3
    assert all(event.step_retry_data.seconds_to_wait == 7 for event in events if event.is_step_up_for_retry)
    assert sentence_of(result) == "The dragon flew off (tried 4 times; the postings are undone)"
    with pipeline.connect() as connection:
        assert not existing(connection, "nano_parse", run_ids)
    assert failed_partitions(pipeline, "nano_parse") >= set(run_ids)
    mine = [each for each in open_postings(pipeline.connect) if each.run_id in run_ids]
    assert {(each.kind, each.stage, each.reason, each.attempts) for each in mine} == {
        ("transient", "nano_parse", "The dragon flew off", 1)
    }
    assert pipeline.instance.get_run_by_id(result.run_id).tags[UNDONE_TAG] == "3"  # type: ignore[union-attr]
    pipeline.materialise(run_ids)
    assert not [each for each in open_postings(pipeline.connect) if each.run_id in run_ids]


def test_a_failed_posting_counts_for_no_role_and_is_seen_nowhere(cursed: tuple[Pipeline, str, str]) -> None:
    pipeline, bad, good = cursed
    assert [run_id for run_id, _ in counted(pipeline, [bad, good])] == [good]
    assert pipeline.query("SELECT FROM proposal_sighting WHERE run_id = %s", bad) == []


def test_a_failed_posting_that_goes_through_later_has_no_failure_left(pipeline: Pipeline) -> None:
    cursed = replace(pipeline, resources={"llm": UnluckyReading()})
    [run_id] = cursed.take_in([posting_record("mended", BACKEND + CURSE)])
    cursed.materialise([run_id], succeeds=False)
    assert pipeline.rows("run_record", [run_id]).failures[run_id].kind == "transient"
    pipeline.materialise([run_id])
    assert not any(pipeline.rows(stage, [run_id]).failures for stage in STAGES)
    assert len(counted(pipeline, [run_id])) == 1


def test_a_posting_that_went_through_and_fails_later_is_taken_out_of_its_centroid(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("falls", job_of_its_own("seaports") + CURSE)])
    pipeline.materialise([run_id])
    before = centroid_n(pipeline, "backend-engineer")
    replace(pipeline, resources={"llm": CursedReading()}).materialise([run_id], succeeds=False)
    assert counted(pipeline, [run_id]) == []
    assert centroid_n(pipeline, "backend-engineer") == before - 1


def test_a_posting_with_another_outcome_counts_once_for_its_new_role(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("moves", job_of_its_own("bakeries"))])
    pipeline.materialise([run_id])
    before = {slug: centroid_n(pipeline, slug) for slug in ("backend-engineer", "data-engineer")}
    replace(pipeline, resources={"llm": Renaming()}).materialise([run_id])
    assert counted(pipeline, [run_id]) == [(run_id, 2)]
    assert centroid_n(pipeline, "backend-engineer") == before["backend-engineer"] - 1
    assert centroid_n(pipeline, "data-engineer") == before["data-engineer"] + 1


def test_evidence_that_does_not_match_fails_its_check_and_stops_the_run(pipeline: Pipeline) -> None:
    lying = replace(pipeline, resources={"llm": LyingEngine()})
    [run_id] = lying.take_in([posting_record("lied about", BACKEND)])
    result = lying.materialise([run_id], succeeds=False)
    failed = [check.check_name for check in result.get_asset_check_evaluations() if not check.passed]
    assert failed == ["evidence_matches_text"]
    assert pipeline.query("SELECT FROM role_scoring WHERE run_id = %s", run_id) == []


def test_a_run_that_goes_through_does_not_hide_an_earlier_one_whose_check_failed(pipeline: Pipeline) -> None:
    lying = replace(pipeline, resources={"llm": LyingEngine()})
    [stopped, good] = lying.take_in([posting_record(name, job_of_its_own(name)) for name in ("ships", "trams")])
    lying.materialise([stopped], succeeds=False)
    later = pipeline.materialise([good])
    [check] = [each for each in later.get_asset_check_evaluations() if each.check_name == OPEN_CHECK.name]
    assert not check.passed
    assert f"{stopped} interrupted" in str(check.metadata["first"].value)


def test_a_setting_that_is_not_allowed_fails_the_run_at_once_with_its_sentence(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("misconfigured", BACKEND)])
    result = pipeline.materialise([run_id], llm={"temperature": 9.0}, succeeds=False)
    events = [event for event in result.all_events if event.step_key == "nano_parse"]
    assert not any(event.is_step_up_for_retry for event in events)
    [failure] = [event.step_failure_data for event in events if event.is_step_failure]
    assert failure.user_failure_data is not None
    assert "JD_LLM_TEMPERATURE=9.0" in str(failure.user_failure_data.description)


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (PermanentFailure("bad input"), 1),
        (TransientFailure("no answer"), 4),
        (TransientFailure("come back in an hour", retry_after=3_600), 1),
    ],
)
def test_only_what_trying_again_soon_can_mend_is_tried_again(error: JdAssetsError, tries: int) -> None:
    attempts = []

    @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["a"]))
    def stage(context: dg.AssetExecutionContext) -> None:
        attempts.append(context.retry_number)
        with errors_for_people(context):
            raise error

    result = dg.materialize([stage], partition_key="a", raise_on_error=False)
    assert (result.success, len(attempts)) == (False, tries)


def failed_partitions(pipeline: Pipeline, stage: str) -> set[str]:
    """The partitions of a stage that "Failed and missing" of the backfill dialog selects as failed."""
    order = registered(pipeline.instance)
    status = get_and_update_asset_status_cache_value(pipeline.instance, dg.AssetKey(stage), RUN_IDS)
    assert status is not None
    failed = status.deserialize_failed_partition_subsets(RUN_IDS)
    return {key for key in order if key in failed}


def sentence_of(result: dg.ExecuteInProcessResult) -> str:
    """What a failed run says went wrong."""
    [failure] = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    assert failure.user_failure_data is not None
    return str(failure.user_failure_data.description)


class RenamingParser(CursedParser):
    """Calls every role a data engineer."""

    def __init__(self, inner: NanoParser) -> None:
        super().__init__(inner, PermanentFailure("never"))

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        outcomes = super().parse_many(postings)
        for outcome in outcomes:
            assert isinstance(outcome, NanoParse)
            outcome.nano_parsed.role = "Data Engineer"
        return outcomes


class Renaming(LlmResource):
    """Reads another role than the posting's."""

    def nano_parser(self, connect: Connect) -> NanoParser:
        return RenamingParser(super().nano_parser(connect))


def centroid_n(pipeline: Pipeline, slug: str) -> int:
    """Postings that are counted in a role's centroid."""
    rows: list[tuple[Any, ...]] = pipeline.query(
        "SELECT n FROM role_centroid JOIN role USING (role_id) WHERE slug = %s", slug
    )
    return int(rows[0][0]) if rows else 0


def test_a_page_that_cannot_be_made_takes_no_record_along(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: PartialRun) -> str:
        if page.posting.source_id == "no page":
            raise KeyError("template")
        return render_run_page(page)

    monkeypatch.setattr("jd_assets.web.pages.render_run_page", broken)
    run_ids = pipeline.take_in([posting_record("no page", BACKEND), posting_record("page", BACKEND)])
    pipeline.materialise(run_ids)
    assert set(pipeline.rows("run_record", run_ids).payloads) == set(run_ids)
    assert observed(pipeline, "run_record", None)[0]["pages"] == 1
