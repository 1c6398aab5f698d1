"""A preview names the stored decisions that a change would alter, and changes nothing."""

import pytest

from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.impact.compare import impact_of
from jd_assets.proposals.write import Sighting, Teaching, write_teaching
from jd_assets.review.actions import approve
from jd_assets.review.preview import Preview, preview
from jd_assets.text.titles import normalise_alias
from jd_assets_tests.impact.stored_runs import OTHER_TITLES, Stored, store
from jd_assets_tests.library.conftest import library_of


@pytest.fixture
def stored(seeded_url: str, embedder: Embedder) -> Stored:
    """Twenty postings decided with the seed library."""
    connect = connector(seeded_url)
    return store(connect, CachedEmbedder(embedder, VectorStore(connect)), library_of(connect), 20)


def proposed_titles(stored: Stored) -> list[int]:
    """Two titles that no role has, proposed for the first role by postings that bear them."""
    bearers = {posting.title: run_id for run_id, posting in stored.postings.payloads.items()}
    titles = [title for title in OTHER_TITLES if title in bearers][:2]
    sightings = [Sighting(bearers[title], "alias", 1, normalise_alias(title), title) for title in titles]
    receipt = write_teaching(stored.connect, Teaching([bearers[title] for title in titles], sightings, [], [], []))
    return [receipt.proposals[sighting.proposal_key][0] for sighting in sightings]


def tried(stored: Stored, proposal_id: int) -> Preview:
    return preview(stored.connect, stored.embedder, lambda connect: approve(connect, [proposal_id], "ann", "asked for"))


def test_a_preview_is_what_the_change_makes_and_tells_earlier_changes_apart(stored: Stored) -> None:
    first, second = proposed_titles(stored)
    before = library_of(stored.connect)
    found = tried(stored, first)
    assert found.changes
    assert found.earlier == ()
    assert found.written[0].endswith("as a title of backend-engineer")
    assert library_of(stored.connect) == before
    approve(stored.connect, [first], "ann", "asked for")
    assert impact_of(stored.connect, library_of(stored.connect), stored.embedder).changes == found.changes
    both = tried(stored, second)
    assert both.earlier == found.changes
    assert len(both.changes) > len(both.earlier)
