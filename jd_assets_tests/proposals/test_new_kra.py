"""The sentence of a posting's responsibilities that is proposed as a KRA of its role."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.base import Section
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails
from jd_assets.contracts.nano_parse import ResponsibilityBlock, SourceMarker, Span
from jd_assets.contracts.run import Run
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.new_kra import LONGEST_KRA, PREVIEW, kra_sightings, shortened
from jd_assets.proposals.write import Sighting
from jd_assets_tests.decision.signals import exact, parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of

Propose = Callable[[Run], Sighting | None]

#: By falling similarity to the data engineer's KRA "Does what a Data Engineer does.": .54, .33, .26, -.03.
KNOWN = "Keeps the books of the data team."
TEACHES = "Teaches engineers how to bake."
COUNTS = "Counts the loaves that engineers eat."
BAKES = "Bakes rye bread every night."


def run_of(*sentences: str, similarity: float = 0.3, compared: str = "data-engineer", seen: str = "") -> Run:
    """A data engineer's posting with these responsibilities; `seen` is the sentence of its stored pair."""
    text = " ".join(sentences)
    posting = posting_of(text, company="Crumb & Crust").model_copy(update={"run_id": "run"})
    marker = SourceMarker(first_5_words="", last_5_words="")
    block = ResponsibilityBlock(
        bullet_count=0,
        heading=None,
        heading_was_present=False,
        source_marker=marker,
        text=text,
        word_count=len(text.split()),
        start=0,
        end=len(text),
    )
    parsed = parse("Data Engineer")
    parsed.nano_parsed.roles_and_responsibilities = [block] if sentences else []
    parsed.spans = spans_of(sentences)
    scored = scoring(exact("data-engineer"), kra={compared: similarity})
    for match in scored.stage3_signals.kra_match_roles:
        for pair in match.kra_matches or []:
            pair.sentence = seen or next(iter(sentences), "")
    enriched = Enrichment(extract_details=ExtractDetails(run_id="run"))
    return Run(posting, parsed, SkillExtraction(final_skills=[]), scored, decided(scored), enriched)


def spans_of(sentences: Sequence[str]) -> list[Span]:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start=start, end=start + len(sentence), section=Section.RESPONSIBILITIES))
        start += len(sentence) + 1
    return spans


@pytest.fixture
def proposed(embedder: Embedder) -> Propose:
    """The KRA that a run proposes."""
    return lambda run: kra_sightings({"run": run}, LIBRARY, embedder).get("run")


def test_the_sentence_most_like_the_roles_kras_is_proposed_whole(proposed: Propose) -> None:
    sighting = proposed(run_of(BAKES, TEACHES, COUNTS))
    assert sighting is not None
    assert (sighting.label, sighting.key) == (TEACHES, TEACHES.lower().rstrip("."))
    [place] = sighting.evidence
    assert f"{BAKES} {TEACHES} {COUNTS}"[place["start"] : place["end"]] == TEACHES
    assert (sighting.role_id, sighting.employer) == (2, "Crumb & Crust")
    assert sighting.detail["best_kra_similarity"] == pytest.approx(0.333, abs=0.005)


def test_the_preview_is_the_head_of_all_responsibilities(proposed: Propose) -> None:
    sighting = proposed(run_of(*[BAKES] * 8, TEACHES))
    assert sighting is not None
    assert sighting.detail["responsibilities"] == " ".join([BAKES] * 8)[:PREVIEW]


def test_responsibilities_that_a_kra_is_near_to_propose_nothing(proposed: Propose) -> None:
    assert proposed(run_of(TEACHES, similarity=0.5)) is None
    assert proposed(run_of(TEACHES, KNOWN)) is None


def test_a_sentence_like_no_kra_at_all_is_no_duty_of_the_role(proposed: Propose) -> None:
    assert proposed(run_of(BAKES, COUNTS)) is None


def test_a_fragment_is_no_kra(proposed: Propose) -> None:
    assert proposed(run_of("Teaches data engineers.")) is None


def test_a_sentence_that_says_nothing_done_is_no_kra(proposed: Propose) -> None:
    assert proposed(run_of("A few engineers of a bakery in Norwich and its data.")) is None
    assert proposed(run_of("Feeds a few engineers of a bakery in Norwich and its data.")) is not None


def test_only_the_sentences_of_the_block_are_held_against_the_kras(proposed: Propose) -> None:
    assert proposed(run_of(TEACHES, similarity=0.9, seen="Knows Java.")) is None
    assert proposed(run_of(TEACHES, similarity=0.3, seen="Knows Java.")) is not None


def test_responsibilities_that_were_not_compared_propose_nothing(proposed: Propose) -> None:
    assert proposed(run_of(TEACHES, compared="ml-engineer")) is None
    assert proposed(run_of()) is None


def test_runs_of_a_batch_propose_each_their_own(embedder: Embedder) -> None:
    made = {"one": run_of(TEACHES), "other": run_of(BAKES)}
    runs = {
        run_id: replace(run, posting=run.posting.model_copy(update={"run_id": run_id})) for run_id, run in made.items()
    }
    assert list(kra_sightings(runs, LIBRARY, embedder)) == ["one"]


def test_a_long_sentence_ends_with_a_clause() -> None:
    long = "Runs the bakery by night" + ", and the shop beside it by day" * 20
    cut = shortened(long)
    assert (long.startswith(cut), long[len(cut)], len(cut) <= LONGEST_KRA) == (True, ",", True)
    assert len(cut) > LONGEST_KRA - len(", and the shop beside it by day")


def test_a_long_sentence_without_clauses_ends_with_a_word() -> None:
    assert shortened("bread " * 80) == ("bread " * 50).strip()


@given(st.text(min_size=1, max_size=800))
def test_a_shortened_text_begins_as_the_whole_and_fits(text: str) -> None:
    cut = shortened(text)
    assert text.startswith(cut)
    assert len(cut) <= LONGEST_KRA
    assert len(text) > LONGEST_KRA or cut == text
