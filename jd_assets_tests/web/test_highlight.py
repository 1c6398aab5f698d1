from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.web.highlight import Block, Piece, jd_blocks, sentence_anchors, skill_marks

TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=60)


def skill(name: str, *places: tuple[int, int], primary: bool = True, negated: bool = False) -> FinalSkill:
    evidence = [Evidence(start=start, end=end, text="") for start, end in places]
    return FinalSkill(skill_name=name, is_primary=primary, negated=negated, evidence=evidence)


def pieces_of(blocks: list[Block]) -> list[Piece]:
    return [piece for block in blocks for sentence in block.sentences for piece in sentence.pieces]


def joined(blocks: list[Block]) -> str:
    return "".join(block.lead + "".join(piece.text for piece in pieces_of([block])) for block in blocks)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """A text, disjoint sentences in order, and places of evidence anywhere."""
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    sentences = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if start < end]
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    return text, sentences, draw(st.lists(place, max_size=6))


@given(ranges())
def test_blocks_joined_are_the_text(drawn: tuple[str, list[tuple[int, int]], list[tuple[int, int]]]) -> None:
    text, sentences, places = drawn
    spans = [Span(start=start, end=end, section=Section.REQUIRED) for start, end in sentences]
    marks = skill_marks([skill("a", *places)])

    assert joined(jd_blocks(text, spans, marks, sentence_anchors(text, spans))) == text


@given(ranges())
def test_every_character_of_the_evidence_is_marked_and_no_other(
    drawn: tuple[str, list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    text, sentences, places = drawn
    text = text.replace(" ", "a").replace("\n", "b")  # white space at a block's start stands outside its pieces
    spans = [Span(start=start, end=end, section=Section.REQUIRED) for start, end in sentences]

    pieces = pieces_of(jd_blocks(text, spans, skill_marks([skill("a", *places)]), {}))

    marked = [piece.mark is not None for piece in pieces for _ in piece.text]
    assert marked == [any(start <= at < end for start, end in places) for at in range(len(text))]


def test_overlapping_evidence_becomes_one_mark_of_both_skills() -> None:
    marks = skill_marks([skill("Kafka", (7, 12)), skill("Apache Kafka Streams", (0, 20))])

    assert [(mark.start, mark.end, set(mark.skills)) for mark in marks] == [(0, 20, {0, 1})]


def test_touching_evidence_stays_apart() -> None:
    assert len(skill_marks([skill("C", (0, 1)), skill("C++", (1, 4))])) == 2


def test_mark_is_required_when_one_of_its_skills_is() -> None:
    marks = skill_marks([skill("a", (0, 2), primary=False), skill("b", (1, 3), primary=True)])

    assert marks[0].kind == "required"


def test_mark_of_a_skill_that_is_not_wanted_says_so() -> None:
    assert skill_marks([skill("PHP", (0, 3), primary=False, negated=True)])[0].kind == "negated"


def test_mark_across_two_sentences_has_one_anchor() -> None:
    spans = [Span(start=0, end=4, section=Section.REQUIRED), Span(start=4, end=8, section=Section.REQUIRED)]

    pieces = pieces_of(jd_blocks("aaaabbbb", spans, skill_marks([skill("x", (2, 6))]), {"aaaa": "s", "bbbb": "t"}))

    assert [piece.anchor for piece in pieces if piece.mark] == ["at-2", None]


def sentences(*starts: int, size: int = 4) -> list[Span]:
    return [Span(start=start, end=start + size, section=Section.REQUIRED) for start in starts]


def test_a_sentence_that_a_signal_quotes_is_found_by_its_words_whatever_its_blanks() -> None:
    assert sentence_anchors("Bake\n  bread.", [Span(start=0, end=13, section=Section.REQUIRED)]) == {
        "Bake bread.": "said-0"
    }


def test_a_sentence_that_is_said_twice_is_cited_where_it_was_said_first() -> None:
    assert sentence_anchors("aaaabbbbaaaa", sentences(0, 4, 8)) == {"aaaa": "said-0", "bbbb": "said-4"}


def test_only_sentences_that_the_page_refers_to_have_an_anchor_and_only_those_quoted_are_cited() -> None:
    [block] = jd_blocks("aaaabbbbcccc", sentences(0, 4, 8), [], {"aaaa": "said-0"}, linked={4})

    assert [(sentence.anchor, sentence.cited) for sentence in block.sentences] == [
        ("said-0", True),
        ("said-4", False),
        (None, False),
    ]


def test_a_mark_has_its_anchor_where_it_starts_within_a_sentence() -> None:
    [block] = jd_blocks("aaaabbbb", sentences(0, 4), skill_marks([skill("x", (5, 7))]), {"bbbb": "said-4"})

    pieces = [(piece.text, piece.anchor) for piece in pieces_of([block])]
    assert pieces == [("aaaa", None), ("b", None), ("bb", "at-5"), ("b", None)]


def test_heading_belongs_to_the_section_that_follows() -> None:
    text = "We ship.\n\nDuties\nBuild."
    spans = [
        Span(start=0, end=8, section=Section.ABOUT_COMPANY),
        Span(start=17, end=23, section=Section.RESPONSIBILITIES),
    ]

    blocks = jd_blocks(text, spans, [], {})

    assert [(block.section, joined([block]).strip()) for block in blocks] == [
        (Section.ABOUT_COMPANY, "We ship."),
        (Section.RESPONSIBILITIES, "Duties\nBuild."),
    ]
