"""The OpenAPI document: committed, made from the contracts, and true of the application."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jd_assets.web.api.document_files import files, folder
from jd_assets.web.app import document_app

#: What must hold of every answer, whatever is sent.
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
#: Requests of each operation: most are postings that the gate rejects, and some ten a second go through.
EXAMPLES = 20
#: Seconds that an answer may take on a machine that has other things to do; by default it is ten.
PATIENCE = 120
OPERATIONS = [
    "POST /skills/extract-from-jd",
    "POST /skills/extract-details",
    "POST /skills/final-role-output",
    "POST /client-output",
    "GET /runs/{run_id}",
    "GET /runs/{run_id}/replay",
    "GET /health",
    "GET /ready",
    "GET /metrics",
]


@pytest.mark.parametrize(("name", "text"), list(files(document_app())), ids=lambda value: value[:40])
def test_the_committed_documents_are_those_of_the_contracts(name: str, text: str) -> None:
    assert (folder() / name).read_text(encoding="utf-8") == text, "python -m jd_assets.web.api.document_files"


def test_no_other_document_is_committed() -> None:
    assert {path.name for path in folder().iterdir()} == {name for name, _ in files(document_app())}


def test_every_operation_is_tried() -> None:
    paths = document_app().openapi()["paths"]
    assert sorted(OPERATIONS) == sorted(f"{method.upper()} {path}" for path, ways in paths.items() for method in ways)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_whatever_is_sent_the_answer_is_documented_and_no_fault(address: str, operation: str) -> None:
    method, path = operation.split()
    described = schemathesis.openapi.from_dict(document_app().openapi())[path][method]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(described.as_strategy())
    def send(case: Any) -> None:
        case.validate_response(case.call(base_url=address, timeout=PATIENCE), checks=list(CHECKS))

    send()
