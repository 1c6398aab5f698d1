"""A sound database in which every case came up, to copy for each test that breaks it."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import psycopg
import pytest

from jd_assets.database.connection import Connect, connector
from jd_assets_tests.conftest import new_database
from jd_assets_tests.pipeline import Pipeline
from jd_assets_tests.proof.postings import drop


@pytest.fixture(scope="session")
def processed_url(server_url: str, library_url: str, data_folder: Path) -> Iterator[str]:
    """A small drop that went through the whole graph; without cached vectors, so that it is copied quickly."""
    with new_database(server_url, "processed", library_url) as url, dg.DagsterInstance.ephemeral() as instance:
        pipeline = Pipeline(url, data_folder, instance)
        pipeline.materialise(pipeline.take_in(drop(14)))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("TRUNCATE jd.embedding")
        yield url


@pytest.fixture
def processed(server_url: str, processed_url: str) -> Iterator[Connect]:
    """A copy of that database for one test."""
    with new_database(server_url, "audit", processed_url) as url:
        yield connector(url)
