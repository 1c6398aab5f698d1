"""The real graph, on a database and an instance that the tests of a module share."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from jd_assets_tests.pipeline import Pipeline


@pytest.fixture(scope="session")
def instance() -> Iterator[dg.DagsterInstance]:
    """Runs, events and partition keys, in memory."""
    with dg.DagsterInstance.ephemeral() as made:
        yield made


@pytest.fixture(scope="session")
def pipeline(graph_url: str, data_folder: Path, instance: dg.DagsterInstance) -> Pipeline:
    """The graph over one database: each test takes in postings of its own, so none meets another's rows."""
    return Pipeline(graph_url, data_folder, instance)
