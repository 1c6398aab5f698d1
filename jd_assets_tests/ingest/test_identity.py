import uuid
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.posting import Posting
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.identity import make_posting, run_id_of


def posting(**changes: str | None) -> Posting:
    fields: dict[str, str | None] = {"source": "drop.jsonl", "source_id": "7", "text": "Bakes bread.", "title": "Baker"}
    return make_posting(**(fields | changes))  # type: ignore[arg-type]


def test_the_same_posting_is_the_same_run() -> None:
    assert posting() == posting()


def test_a_run_id_is_a_uuid_of_version_5() -> None:
    assert uuid.UUID(posting().run_id).version == 5


def test_run_ids_stay_as_they_are() -> None:
    assert posting().run_id == "b7c67dbe-1000-5acd-b7e4-0646f861d8ec"


@pytest.mark.parametrize("source", ["other.jsonl", ""])
def test_the_name_of_the_file_is_no_part_of_the_identity(source: str) -> None:
    assert posting(source=source).run_id == posting().run_id


def test_content_alone_makes_the_identity_of_a_posting_without_id() -> None:
    assert posting(source_id=None, source="a").run_id == posting(source_id=None, source="b").run_id
    assert posting(source_id=None).run_id != posting().run_id


@pytest.mark.parametrize("field", ["source_id", "text", "title", "company", "location"])
def test_whatever_a_posting_says_is_part_of_its_identity(field: str) -> None:
    assert posting(**{field: "another"}).run_id != posting().run_id


@pytest.mark.parametrize("field", ["text", "title", "company", "location"])
def test_the_content_hash_is_of_the_content(field: str) -> None:
    assert posting(**{field: "another"}).content_hash != posting().content_hash


@pytest.mark.parametrize("field", ["source", "source_id"])
def test_the_content_hash_is_not_of_the_source(field: str) -> None:
    assert posting(**{field: "another"}).content_hash == posting().content_hash


def test_the_kind_of_file_is_no_part_of_the_identity() -> None:
    assert posting(media_type="text/html").run_id == posting().run_id


def test_no_title_is_another_posting_than_an_empty_text_beside_one() -> None:
    assert posting(title=None).run_id != posting(title="").run_id


@pytest.mark.parametrize("written", [str.upper, lambda key: f"{{{key}}}", lambda key: key.replace("-", "")])
def test_a_run_id_is_known_however_it_is_written(written: Callable[[str], str]) -> None:
    assert run_id_of(written(posting().run_id)) == posting().run_id


@pytest.mark.parametrize("text", ["", "7", "backend-engineer", "2c736802-efcf-4027-8cf8"])
def test_what_is_no_run_id_is_refused(text: str) -> None:
    with pytest.raises(PermanentFailure, match="is no run_id; they look like"):
        run_id_of(text)


@given(st.text(), st.text(), st.text(), st.text())
def test_words_that_move_from_one_field_to_another_make_another_posting(a: str, b: str, c: str, d: str) -> None:
    same = (a, b) == (c, d)
    assert (posting(title=a, company=b).run_id == posting(title=c, company=d).run_id) is same
    assert (posting(source_id=a, text=b).run_id == posting(source_id=c, text=d).run_id) is same
