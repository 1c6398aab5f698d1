"""`jd-assets audit` and the asset check say the same as the audit."""

import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner, Result

from jd_assets.audit.checks import CHECKS
from jd_assets.audit.run import SHOWN
from jd_assets.cli import commands
from jd_assets.database.connection import connector
from jd_assets.definitions import defs
from jd_assets.defs.checks.audit import AUDIT_CHECK
from jd_assets_tests.cli.command_line import CommandLine
from jd_assets_tests.conftest import new_database


@pytest.fixture
def url(server_url: str, processed_url: str, tmp_path: Path) -> Iterator[str]:
    with new_database(server_url, "audit", processed_url) as url, CommandLine(url, tmp_path).set():
        yield url


def audited(*options: str) -> Result:
    return CliRunner().invoke(commands, ["audit", *options])


def spoil(url: str) -> None:
    with connector(url)() as connection:
        connection.execute("DELETE FROM collision_log")


def test_a_sound_database_passes(url: str) -> None:
    result = audited()
    assert result.exit_code == 0
    assert f"{len(CHECKS)} checks, 0 broken" in result.output


def test_a_breach_is_shown_with_what_to_do_and_the_exit_code(url: str) -> None:
    spoil(url)
    result = audited()
    assert result.exit_code == 1
    assert "collisions: The collision log says what the decisions say." in result.output
    assert "→ somebody changed the tables past the pipeline" in result.output


def test_all_of_it_is_one_json_object(url: str) -> None:
    spoil(url)
    result = audited("--json")
    found = json.loads(result.output)
    assert (result.exit_code, found["sound"]) == (1, False)
    assert [check["name"] for check in found["checks"]] == [check.name for check in CHECKS]
    [breach] = [check for check in found["checks"] if check["count"]]
    assert breach["name"] == "collisions"
    assert len(breach["examples"]) == min(breach["count"], SHOWN)


def test_a_recount_mends_what_postings_that_were_deleted_by_hand_leave_behind(url: str) -> None:
    with connector(url)() as connection:
        connection.execute("DELETE FROM posting WHERE run_id IN (SELECT run_id FROM role_centroid_member LIMIT 3)")
    assert {"centroid_counts", "centroid_sums"} <= broken_by(audited("--json"))
    assert broken_by(audited("--json", "--recount")) == set()


def broken_by(result: Result) -> set[str]:
    return {check["name"] for check in json.loads(result.stdout)["checks"] if check["count"]}


def test_the_job_of_the_night_runs_the_check(url: str) -> None:
    spoil(url)
    with dg.DagsterInstance.ephemeral() as instance:
        done = defs.resolve_job_def("audit").execute_in_process(instance=instance)
    [evaluation] = done.get_asset_check_evaluations()
    assert (evaluation.check_name, evaluation.passed, evaluation.blocking) == (AUDIT_CHECK.name, False, False)
    assert evaluation.metadata["collisions"].value not in (0, None)
    assert evaluation.metadata["records"].value == 0
