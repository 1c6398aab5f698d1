"""A dry run gives the library as it would be, and leaves no trace."""

import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.review.actions import approve, merge
from jd_assets.review.dry_run import dry_run
from jd_assets_tests.review.conftest import Kitchen


def test_a_dry_run_gives_the_library_as_it_would_be_and_changes_nothing(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    before = kitchen.dump()
    tried = dry_run(kitchen.connect, lambda connect: approve(connect, ids, "ann", "asked for"))
    library = tried.library
    assert ("trough" in library.skills, library.version) == (True, 2)
    assert "+ baker asks for trough (weight 1)" in tried.written
    assert tried.written[-1] == "~ 1 proposal now approved"
    assert kitchen.dump() == before
    assert kitchen.library().version == 1
    assert kitchen.query("SELECT FROM library_change WHERE action = 'approve'") == []


def test_what_a_dry_run_gave_is_what_the_change_makes(kitchen: Kitchen) -> None:
    tried = dry_run(kitchen.connect, lambda connect: merge(connect, "skill:oven", "tray", "ann", "the same"))
    merge(kitchen.connect, "skill:oven", "tray", "ann", "the same")
    assert kitchen.library() == tried.library


def test_a_dry_run_is_refused_as_the_change_would_be(kitchen: Kitchen) -> None:
    with pytest.raises(PermanentFailure, match="no skill 'kiln'"):
        dry_run(kitchen.connect, lambda connect: merge(connect, "skill:kiln", "tray", "ann", "the same"))
