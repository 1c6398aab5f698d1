"""The seed library made ready for scoring."""

import pytest

from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.embedder import Embedder
from jd_assets.scoring.index import RoleIndex


@pytest.fixture(scope="session")
def index(library_url: str, embedder: Embedder) -> RoleIndex:
    return RoleLibraryResource(database_url=library_url).role_index(embedder)
