"""The seed library, and the vectors of its skills."""

import pytest

from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.embedder import Embedder
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.library.snapshot import Library


@pytest.fixture(scope="session")
def library(library_url: str) -> Library:
    return RoleLibraryResource(database_url=library_url).library()


@pytest.fixture(scope="session")
def skill_index(library_url: str, embedder: Embedder) -> SkillIndex:
    return RoleLibraryResource(database_url=library_url).skill_index(embedder)
