"""Thirty decided postings and the library that they were decided with."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.library.snapshot import Library
from jd_assets_tests.conftest import new_database
from jd_assets_tests.impact.stored_runs import Stored, store
from jd_assets_tests.library.conftest import library_of

#: Roles of the seed library that the tests decide between: enough for close neighbours, few enough to be quick.
ROLES = 12
POSTINGS = 30


@pytest.fixture(scope="module")
def library(library_url: str) -> Library:
    """A part of the seed library."""
    whole = library_of(connector(library_url))
    roles = whole.roles[:ROLES]
    asked = {skill for role in roles for skill in role.skills}
    return replace(whole, roles=roles, skills={name: skill for name, skill in whole.skills.items() if name in asked})


@pytest.fixture(scope="module")
def stored(server_url: str, library_url: str, embedder: Embedder, library: Library) -> Iterator[Stored]:
    """The postings in a database of the module's own."""
    with new_database(server_url, "impact", library_url) as url:
        connect = connector(url)
        yield store(connect, CachedEmbedder(embedder, VectorStore(connect)), library, POSTINGS)
