"""What was refused is open until it is mended, dropped again under its name, and taken in."""

from pathlib import Path

import pytest

from jd_assets.database.connection import Connect
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Refused
from jd_assets.ingest.refusals import dismiss, open_refusals
from jd_assets.ingest.register import Intake, take_in
from jd_assets_tests.ingest.documents import pdf, write

A, B, C = (f'{{"id": "{name}", "text": "Bake bread."}}' for name in "abc")
BARE = '{"text": "Bake rolls."}'


class Dropping:
    """Drops files of one name after another."""

    def __init__(self, connect: Connect, folder: Path) -> None:
        self.connect, self._folder = connect, folder

    def __call__(self, *lines: str | bytes, name: str = "drop.jsonl") -> Intake:
        content = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
        return take_in(self.connect, read_file(write(self._folder, name, content)))

    def refused(self) -> list[str]:
        """What is refused now."""
        return sorted(each.source_id for each in open_refusals(self.connect))

    def history(self, source_id: str) -> tuple[bool, str | None]:
        """Whether it is resolved, and by which posting."""
        with self.connect() as connection:
            row = connection.execute(
                "SELECT resolved_at IS NOT NULL, resolved_by::text FROM refused_input WHERE source_id = %s", [source_id]
            ).fetchone()
        assert row
        return row[0], row[1]


@pytest.fixture
def drop(connect: Connect, tmp_path: Path) -> Dropping:
    return Dropping(connect, tmp_path)


def test_what_is_refused_is_open(drop: Dropping) -> None:
    drop(A, "{broken", '{"id": "b"}')
    assert drop.refused() == ["b", "drop.jsonl#2"]


def test_a_line_that_is_mended_under_its_id_is_open_no_longer(drop: Dropping) -> None:
    drop(A, '{"id": "b"}')
    drop(A, B)
    assert drop.refused() == []


def test_the_history_names_the_posting_that_came_in_its_place(drop: Dropping) -> None:
    drop(A, '{"id": "b"}')
    intake = drop(A, B)
    assert drop.history("b") == (True, intake.run_ids[1])


def test_a_line_that_was_no_json_is_known_by_its_place(drop: Dropping) -> None:
    drop(A, "{broken", C)
    intake = drop(A, B, C)
    assert drop.refused() == []
    assert drop.history("drop.jsonl#2") == (True, intake.run_ids[1])


def test_a_line_without_id_is_mended_where_it_stands(drop: Dropping) -> None:
    drop(BARE, '{"text": 7}')
    drop(BARE, '{"text": "Bake pies."}')
    assert drop.refused() == []


def test_of_several_only_the_mended_ones_are_closed(drop: Dropping) -> None:
    drop(A, "{broken", '{"id": "c"}', "{also")
    drop(A, B, '{"id": "c"}', "{also")
    assert drop.refused() == ["c", "drop.jsonl#4"]


def test_mended_lines_alone_close_what_has_their_id(drop: Dropping) -> None:
    drop(A, '{"id": "b"}', '{"id": "c"}')
    drop(B)
    assert drop.refused() == ["c"]


def test_a_line_that_was_only_taken_out_stays_open(drop: Dropping) -> None:
    drop(A, "{broken", C)
    drop(A, C)
    assert drop.refused() == ["drop.jsonl#2"]


def test_another_file_of_the_same_name_closes_no_place_of_the_first(drop: Dropping) -> None:
    drop(A, "{broken")
    drop('{"id": "x", "text": "Sell bread."}', '{"id": "y", "text": "Sell pies."}')
    assert drop.refused() == ["drop.jsonl#2"]


def test_another_drop_closes_nothing(drop: Dropping) -> None:
    drop('{"id": "b"}')
    drop(B, name="other.jsonl")
    assert drop.refused() == ["b"]


def test_dropped_again_as_it_was_it_stays_open(drop: Dropping) -> None:
    drop(A, "{broken")
    drop(A, "{broken")
    assert drop.refused() == ["drop.jsonl#2"]


def test_an_id_that_is_good_on_one_line_and_refused_on_another_is_open(drop: Dropping) -> None:
    drop('{"id": "b"}', B)
    drop('{"id": "b"}', B)
    assert drop.refused() == ["b"]


def test_refused_again_after_it_was_mended_it_is_open_again(drop: Dropping) -> None:
    drop('{"id": "b"}')
    drop(B)
    drop('{"id": "b", "text": 7}')
    assert drop.refused() == ["b"]
    assert drop.history("b") == (False, None)


def test_a_document_that_is_mended_is_open_no_longer(drop: Dropping) -> None:
    drop("no PDF", name="a.pdf")
    assert drop.refused() == ["a.pdf"]
    drop(pdf("Baker wanted."), name="a.pdf")
    assert drop.refused() == []


def test_a_table_that_could_not_be_read_is_mended_by_what_is_read_of_it(drop: Dropping) -> None:
    drop("id,body\na,Bäckerei", name="t.csv")
    assert drop.refused() == ["t.csv"]
    drop("id,text\na,Bäckerei", name="t.csv")
    assert drop.history("t.csv") == (True, None)


def test_a_table_of_which_every_row_is_refused_is_refused_by_its_rows_only(drop: Dropping) -> None:
    drop("title\nBaker", name="t.csv")
    take_in(drop.connect, [Refused("t.csv", "t.csv#1", "t.csv row 1 is too long")])
    assert drop.refused() == ["t.csv#1"]


def test_what_is_dismissed_is_open_no_longer_and_stays_known(drop: Dropping) -> None:
    drop("{one", "{two")
    assert dismiss(drop.connect, "drop.jsonl", "drop.jsonl#1") == 1
    assert drop.refused() == ["drop.jsonl#2"]
    assert drop.history("drop.jsonl#1") == (True, None)


def test_a_drop_is_dismissed_as_a_whole(drop: Dropping) -> None:
    drop("{one", "{two")
    assert dismiss(drop.connect, "drop.jsonl", None) == 2
    assert drop.refused() == []


def test_the_newest_is_named_first(drop: Dropping) -> None:
    drop("{one", name="b.jsonl")
    drop("{one", name="a.jsonl")
    drop("{one", name="b.jsonl")
    assert [each.source for each in open_refusals(drop.connect)] == ["b.jsonl", "a.jsonl"]
