"""The exported payloads hold the seed's structure, and add to it what `docs/contract.md` lists."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.client_output import ClientOutput
from jd_assets.contracts.enrichment import ExtractDetails
from jd_assets.contracts.persistence import FinalRoleOutput
from jd_assets.contracts.run_record import ExtractFromJd
from jd_assets_tests.contracts.conftest import RUNS, SeedRuns
from jd_assets_tests.contracts.structure import added_keys, differences, item_of, model_in, open_shapes
from jd_assets_tests.pipeline import seed_json

PAYLOADS: dict[str, type[BaseModel]] = {
    "extract_from_jd": ExtractFromJd,
    "extract_details": ExtractDetails,
    "final_role_output": FinalRoleOutput,
}
DOCUMENT = Path(__file__).parents[2] / "docs" / "contract.md"


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", PAYLOADS)
def test_the_payload_has_the_structure_of_the_seeds(seed_runs: SeedRuns, name: str, run: str) -> None:
    assert differences(seed_json(name), seed_runs.exported[run][name], PAYLOADS[name]) == []


@pytest.mark.parametrize("run", RUNS)
def test_a_line_of_the_export_holds_the_four_payloads(seed_runs: SeedRuns, run: str) -> None:
    line = seed_runs.exported[run]
    assert list(line) == ["id", "run_id", *PAYLOADS, "client_output"]
    assert {line[name]["run_id"] for name in (*PAYLOADS, "client_output")} == {line["run_id"]}


def test_every_list_that_the_seed_fills_is_filled(seed_runs: SeedRuns) -> None:
    """Else its items would not have been compared."""
    line = seed_runs.exported["new skill"]
    signals, parsed = line["extract_from_jd"]["stage3_signals"], line["extract_from_jd"]["nano_parsed"]
    assert signals["kra_match_roles"][0]["kra_matches"]
    assert parsed["roles_and_responsibilities"]
    assert parsed["education"]
    assert line["extract_from_jd"]["final_skills"]
    assert line["extract_from_jd"]["stage5_updates"]["new_skills_attached"]
    assert any(detail["new_skill_meta"] for detail in line["extract_details"]["skills_detail"])
    assert line["final_role_output"]["final_input_skills"]


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_added_keys_are_those_of_the_document(name: str) -> None:
    assert set(documented(name, "Added keys")) == set(added_keys(PAYLOADS[name], seed_json(name)))


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_open_shapes_are_those_of_the_document(name: str) -> None:
    documents = {key: re.findall(r"`(\w+)`", holds) for key, holds in documented(name, "Open shapes").items()}
    assert documents == open_shapes(PAYLOADS[name], seed_json(name))


def test_the_client_outputs_keys_are_those_of_the_document() -> None:
    documents = documented("client_output", "Keys")
    assert set(documents) == set(keys_of(ClientOutput))


def test_the_client_outputs_items_hold_the_keys_of_the_document() -> None:
    """The names before the colon or in its place, and every key of the items among them."""
    documents = documented("client_output", "Keys")
    for key, model in keys_of(ClientOutput).items():
        if model is not None:
            named = set(re.findall(r"`(\w+)`", documents[key]))
            assert set(model.model_fields) <= named, key


def test_no_part_of_the_client_output_of_the_seeds_posting_is_silent(seed_runs: SeedRuns) -> None:
    client = seed_runs.exported["rules"]["client_output"]
    assert {name: part["not_stated"] for name, part in client.items() if name != "run_id" and part["not_stated"]} == {}


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_seeds_own_payload_fits_the_models_but_for_what_was_added(name: str) -> None:
    assert differences(seed_json(name), seed_json(name), PAYLOADS[name]) == []


def keys_of(model: type[BaseModel], path: str = "") -> dict[str, type[BaseModel] | None]:
    """Keys with a value of their own, and lists with the model of their items; evidence is described once for all."""
    found: dict[str, type[BaseModel] | None] = {}
    for key, field in model.model_fields.items():
        inner, place = model_in(field.annotation), f"{path}.{key}".lstrip(".")
        if inner is None:
            if key != "not_stated":
                found[place] = None
        elif item_of(field.annotation) is Any:
            found |= keys_of(inner, place)
        elif inner is not Evidence:
            found[f"{place}[]"] = inner
            lists = {
                name: model
                for name, model in keys_of(inner, f"{place}[]").items()
                if name.endswith("[]") and model is not None
            }
            found |= lists
    return found


def documented(name: str, table: str) -> dict[str, str]:
    """The rows of a table of the document: key and what it says of it."""
    chapter = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]
    section = chapter.split(f"### {table}\n")[1].split("### ")[0]
    return {key: says.strip() for key, says in re.findall(r"^\| `([^`]+)` \|(.+)\|$", section, re.MULTILINE)}
