"""What Dagster loads: the assets with their edges and settings, the job, the sensor and the checks."""

import subprocess
import sys
from graphlib import TopologicalSorter
from itertools import pairwise

import dagster as dg
import pytest

from jd_assets.contracts import STAGES
from jd_assets.definitions import defs
from jd_assets.defs.asset_facts import ENGINEERS, LIBRARY, llm_kinds
from jd_assets.defs.faults import RETRIES
from jd_assets.defs.partitions import RUN_IDS
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.stages.versions import CODE_VERSIONS

#: What each asset reads. The chain of the design runs through it; a stage also reads the earlier ones it needs.
EDGES = {
    "posting": set(),
    "nano_parse": {"posting"},
    "skill_extraction": {"posting", "nano_parse", "role_library"},
    "role_scoring": {"posting", "nano_parse", "skill_extraction", "role_library"},
    "case_decision": {"nano_parse", "skill_extraction", "role_scoring", "role_library", "library_effects"},
    "enrichment": {"posting", "nano_parse", "skill_extraction", "case_decision", "role_library"},
    "persistence": {"posting", "nano_parse", "skill_extraction", "role_scoring", "case_decision", "enrichment"}
    | {"role_library"},
    "centroid_update": {"posting", "nano_parse", "case_decision", "persistence", "role_library"},
    "run_record": {*STAGES, "role_library", "library_effects"} - {"run_record"},
    "role_library": set(),
    "library_effects": {"role_library"},
    "evidence_model": {"role_library", "centroid_update"},
    "role_draft": {"persistence", "role_library"},
}
CHECKS = {
    ("skill_extraction", "evidence_matches_text"),
    ("case_decision", "decided_roles_exist"),
    ("centroid_update", "centroid_n_is_ledger_count"),
    ("run_record", "stage_rows_are_complete"),
}


#: Asked of all that is stored, not with every run.
AUDIT = ("run_record", "audit")


def asset(name: str) -> dg.AssetsDefinition:
    return defs.resolve_assets_def(name)


def spec(name: str) -> dg.AssetSpec:
    return asset(name).get_asset_spec(dg.AssetKey(name))


def test_the_definitions_are_loadable() -> None:
    dg.Definitions.validate_loadable(defs)


def test_they_import_in_a_fresh_interpreter_without_a_word() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from jd_assets.definitions import defs"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_assets_are_the_nine_stages_the_library_its_drafts_and_its_model_with_the_edges_of_the_design() -> None:
    graph = defs.resolve_asset_graph()
    edges = {
        key.path[-1]: {parent.path[-1] for parent in graph.get(key).parent_keys} for key in graph.get_all_asset_keys()
    }
    assert edges == EDGES


def test_every_stage_reads_the_one_before_it() -> None:
    names = list(STAGES)
    assert all(before in EDGES[name] for before, name in pairwise(names))


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_says_what_it_is_and_whose(name: str) -> None:
    about = spec(name)
    assert about.description
    assert ENGINEERS in about.owners
    assert {"python", "postgres"} <= about.kinds
    assert about.group_name not in (None, "default")
    assert about.code_version == CODE_VERSIONS[name]


@pytest.mark.parametrize("name", STAGES)
def test_the_catalog_shows_its_table_with_columns_and_its_code(name: str) -> None:
    about = spec(name)
    assert about.metadata["dagster/table_name"] == f"jd.{name}"
    columns = {column.name: column for column in about.metadata["dagster/column_schema"].columns}
    assert {"run_id", "payload", "failure", "written_at"} <= set(columns)
    assert {f"payload.{each}" for each in STAGES[name].model_fields} <= set(columns)
    [code] = about.metadata["dagster/code_references"].code_references
    assert code.file_path.endswith(f"defs/assets/{name}.py")
    assert {"domain", "tier", "pii"} <= set(about.tags)


def test_groups_follow_each_other_without_a_cycle() -> None:
    group = {name: spec(name).group_name for name in EDGES}
    before: dict[str | None, set[str | None]] = {each: set() for each in group.values()}
    for name, read in EDGES.items():
        before[group[name]] |= {group[each] for each in read} - {group[name]}
    assert list(TopologicalSorter(before).static_order())


@pytest.mark.parametrize(("engine", "asks"), [("openai", {"openai"}), ("rules", set())])
def test_only_an_engine_that_asks_a_model_is_a_kind(
    engine: str, asks: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JD_LLM_ENGINE", engine)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert llm_kinds() == asks


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_takes_many_run_ids_at_once(name: str) -> None:
    made = asset(name)
    assert made.partitions_def is RUN_IDS
    assert made.backfill_policy == dg.BackfillPolicy.multi_run(BATCH_SIZE)


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_writes_through_the_io_manager_and_is_retried(name: str) -> None:
    made = asset(name)
    assert made.get_io_manager_key_for_asset_key(dg.AssetKey(name)) == "stage_table"
    assert made.op.retry_policy is RETRIES


def test_the_library_is_observable_and_not_partitioned() -> None:
    made = asset("role_library")
    assert made.is_observable
    assert made.partitions_def is None
    assert spec("role_library").description
    assert spec("role_library").owners == [LIBRARY]


def test_one_job_takes_postings_through_every_stage_in_one_process() -> None:
    job = defs.resolve_job_def("process_postings")
    assert {key.path[-1] for key in job.asset_layer.executable_asset_keys} == set(STAGES)
    assert job.executor_def is dg.in_process_executor


def test_the_drop_sensor_starts_that_job_and_runs_by_default() -> None:
    sensor = defs.resolve_sensor_def("jd_drop_sensor")
    assert sensor.job_name == "process_postings"
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING


def test_roles_are_drafted_by_a_job_of_their_own_over_all_postings() -> None:
    job = defs.resolve_job_def("new_role_draft")
    assert {key.path[-1] for key in job.asset_layer.executable_asset_keys} == {"role_draft"}
    assert asset("role_draft").partitions_def is None
    about = spec("role_draft")
    assert about.description
    assert (about.group_name, about.owners, about.code_version) == ("drafting", [LIBRARY], "1")
    assert {"python", "postgres"} <= about.kinds


def test_the_new_role_sensor_starts_that_job_and_runs_by_default() -> None:
    sensor = defs.resolve_sensor_def("new_role_sensor")
    assert sensor.job_name == "new_role_draft"
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING


def test_nothing_else_is_defined() -> None:
    repository = defs.get_repository_def()
    assert {job.name for job in repository.get_all_jobs() if not job.name.startswith("__")} == {
        "process_postings",
        "new_role_draft",
        "audit",
        "retire_partitions",
    }
    assert {schedule.name for schedule in repository.schedule_defs} == {"nightly_audit", "frequent_retirement"}
    assert {sensor.name for sensor in repository.sensor_defs} == {
        "jd_drop_sensor",
        "new_role_sensor",
        "library_change_sensor",
        "posting_table_sensor",
        "retry_sensor",
        "alert_sensor",
        "llm_batch_sensor",
        "automation_sensor",
    }


def test_what_must_never_be_false_is_checked_and_blocks() -> None:
    assert {(key.asset_key.path[-1], key.name) for key in blocking_checks()} == CHECKS


def test_the_audit_is_a_check_that_blocks_nothing_and_runs_every_night_alone() -> None:
    graph = defs.resolve_asset_graph()
    others = {(key.asset_key.path[-1], key.name) for key in graph.asset_check_keys - blocking_checks()}
    assert others == {AUDIT, ("run_record", "every_posting_went_through")}
    schedule = defs.resolve_schedule_def("nightly_audit")
    assert (schedule.job_name, schedule.cron_schedule) == ("audit", "0 2 * * *")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    job = defs.resolve_job_def("audit")
    assert not job.asset_layer.executable_asset_keys
    assert [(key.asset_key.path[-1], key.name) for key in job.asset_layer.asset_graph.asset_check_keys] == [AUDIT]


def blocking_checks() -> set[dg.AssetCheckKey]:
    graph = defs.resolve_asset_graph()
    return {key for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}
