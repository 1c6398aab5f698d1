"""A library's own evidence model: taught by postings that a title confirmed, promoted where it is better on others."""

import random

import pytest

from jd_assets.database.connection import Connect, connector
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.impact.learning.confirmed import LEAST, read_examples
from jd_assets.impact.learning.evidence_model import Lesson, teach_library
from jd_assets.ingest.register import take_in
from jd_assets.library.change_log import read_changes
from jd_assets.library.snapshot import Library, read_library
from jd_assets.llm.settings import LlmSettings
from jd_assets.review.undo import undo
from jd_assets.scoring.terms import term_counts
from jd_assets.stages.pipeline import process
from jd_assets.stages.tools import Tools
from jd_assets_tests.pipeline import posting_record

#: What an imagined firm calls the work of two roles; no role of the library is described in these words.
JARGON = {
    "Data Engineer": ("quince ledgers", "sorting the quince crates", "quince gauges"),
    "UX Designer": ("medlar boards", "drawing the medlar wheels", "medlar frames"),
}
#: What the library knows of them already.
KNOWN = {
    "known of Data Engineer": ("Spark and Airflow data pipelines", "the data warehouse and its ETL", "Kafka streams"),
    "known of UX Designer": ("wireframes and prototypes in Figma", "usability tests with users", "the design system"),
}
MANY = 20
#: Of these words are made that no two postings share, so that none is taken for another one posted again.
SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu".split()


class House:
    """A database with postings of both roles, and what reads and teaches."""

    def __init__(self, url: str, embedder: Embedder) -> None:
        self.connect: Connect = connector(url)
        self.embedder = embedder
        self.cached = CachedEmbedder(embedder, VectorStore(self.connect))

    def process(
        self, title: str | None, count: int, *, words: str, first: int = 0, also: str = "Patience"
    ) -> list[str]:
        """Postings of as many employers, in words of this role."""
        chance = random.Random(f"{words} {title} {first}")
        records = []
        for number in range(first, first + count):
            duties = [
                f"- You look after {each} by the {_few(chance)}" for each in chance.sample((JARGON | KNOWN)[words], 2)
            ]
            asides = [f"- You walk past {_few(chance)}" for _ in range(6)]
            text = "\n".join(["What you will do", *duties, *asides, "Requirements", f"- {also}"])
            given = {"title": title} if title else {}
            records.append(posting_record(f"{words} {title} {number}", text, company=f"House {number} Ltd", **given))
        run_ids = take_in(self.connect, records).run_ids
        tools = Tools(self.connect, self.embedder, LlmSettings.from_env(engine="rules"))
        assert not process(tools, run_ids).records.failures
        return run_ids

    @property
    def library(self) -> Library:
        with self.connect() as connection:
            return read_library(connection)

    def teach(self) -> Lesson:
        return teach_library(self.connect, self.library, self.cached, "somebody")

    def best_of(self, run_id: str) -> str:
        """The role that a posting's evidence puts first."""
        with self.connect() as connection:
            row = connection.execute(
                "SELECT payload #>> '{ranked_roles,0,slug}' FROM jd.role_scoring WHERE run_id = %s", (run_id,)
            ).fetchone()
        return str(row[0]) if row else ""


def _few(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(4))


@pytest.fixture
def house(seeded_url: str, embedder: Embedder) -> House:
    return House(seeded_url, embedder)


def test_words_of_confirmed_postings_decide_those_without_a_title(house: House) -> None:
    for title in JARGON:
        house.process(title, MANY, words=title)
    before = house.process(None, 1, words="UX Designer", first=100)

    taught = house.teach()
    after = house.process(None, 1, words="UX Designer", first=200)

    assert (taught.postings, taught.roles, taught.promoted) == (2 * MANY, 2, True)
    assert taught.figures is not None
    assert taught.figures.macro_after > taught.figures.macro_before
    assert house.best_of(before[0]) != "ux-designer"
    assert house.best_of(after[0]) == "ux-designer"


def test_a_promotion_is_a_change_of_the_library_that_can_be_taken_back(house: House) -> None:
    for title in JARGON:
        house.process(title, MANY, words=title)
    version = house.library.version
    house.teach()
    with house.connect() as connection:
        change = read_changes(connection)[0]
    assert (change.action, change.actor, house.library.version) == ("teach", "somebody", version + 1)
    assert house.library.evidence_model

    undo(house.connect, change.change_id, "an admin", "too early")

    assert not house.library.evidence_model
    assert "taught by" in house.teach().reason  # the same evidence does not overrule the admin
    assert not house.library.evidence_model


def test_what_is_no_better_is_kept_with_its_figures_and_does_not_decide(house: House) -> None:
    for title in JARGON:
        house.process(title, MANY, words=f"known of {title}")

    taught = house.teach()

    assert taught.figures is not None
    assert not taught.promoted
    assert not house.library.evidence_model
    with house.connect() as connection:
        assert connection.execute("SELECT count(*) FROM jd.evidence_model").fetchone() == (1,)


def test_roles_with_few_confirmed_postings_teach_nothing(house: House) -> None:
    house.process("Data Engineer", LEAST, words="Data Engineer")
    house.process("UX Designer", LEAST - 1, words="UX Designer")

    taught = house.teach()

    assert (taught.postings, taught.roles, taught.figures) == (LEAST, 1, None)
    assert "two roles" in taught.reason


def test_a_posting_that_only_its_evidence_decided_is_no_example(house: House) -> None:
    house.process(None, LEAST, words="Data Engineer")
    assert read_examples(house.connect, house.library, house.cached).run_ids == []


def test_a_posting_does_not_teach_the_words_of_its_title(house: House) -> None:
    house.process("Data Engineer", LEAST, words="Data Engineer")
    house.process(
        "Data Engineer", LEAST, words="Data Engineer", first=50, also="Work as a data engineer and carry data"
    )

    terms = read_examples(house.connect, house.library, house.cached).terms

    engineer, pair, data = (set(term_counts([text]).indices.tolist()) for text in ("engineer", "data engineer", "data"))
    assert not engineer & set(terms.indices.tolist())
    assert not (pair - data) & set(terms.indices.tolist())
    assert data <= set(terms.indices.tolist())
