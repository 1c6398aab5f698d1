"""The duties that a model names, placed in the text, with the items of their lists that it left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, ResponsibilityBlock, Span
from jd_assets.parsing.fields.responsibilities import block_at

#: Share of a list of duties, by its items, from which on an item that the model left out between two that it named
#: counts as missed: `docs/reading.md` has the figures.
LISTED_SHARE = 0.5


class Finds(Protocol):
    """Finds quotations in a posting's text and notes those that are not there."""

    def find(self, claim: str | None) -> tuple[int, int] | None:
        """Where the text says so."""
        ...

    def own_words(self, claim: str | None) -> str | None:
        """The text's own wording of a claim."""
        ...

    def drop(self, field: str, claim: str | None) -> None:
        """Note a claim without proof."""
        ...


@dataclass(frozen=True, slots=True)
class Duties:
    """The blocks of duties, and the posting's sentences with those of duties marked as such."""

    blocks: list[ResponsibilityBlock]
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class _Placed:
    """One block of the model's, or a sentence that it left out, at its place."""

    start: int
    end: int
    heading: str | None
    text_en: str | None = None


def merged_duties(text: str, rules: NanoParse, answer: NanoParsed, witness: Finds) -> Duties | None:
    """The model's duties; None where it named some and none of them is in the text.

    Items of a list that the rules read as duties are added where the model named most of that list, before and behind
    them: models leave out items, and what a list ends with may be no duty any more.
    """
    claimed = list(_placed(answer.roles_and_responsibilities, witness))
    if answer.roles_and_responsibilities and not claimed:
        return None
    placed = [*claimed, *_left_out(rules, claimed)]
    blocks = [_block(text, rules.spans, run) for run in _runs(text, sorted(placed, key=lambda each: each.start))]
    return Duties(blocks, [_marked(span, placed) for span in rules.spans])


def _placed(claims: Sequence[ResponsibilityBlock], witness: Finds) -> Iterator[_Placed]:
    for claim in claims:
        place = witness.find(claim.text)
        if place is None:
            witness.drop("roles_and_responsibilities", claim.text)
            continue
        heading = witness.own_words(claim.heading)
        if claim.heading and heading is None:
            witness.drop("heading", claim.heading)
        yield _Placed(*place, heading, claim.text_en)


def _left_out(rules: NanoParse, claimed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Items between named ones, of lists of duties of which the model named most."""
    for block in rules.nano_parsed.roles_and_responsibilities:
        items = [span for span in rules.spans if block.start <= span.start and span.end <= block.end]
        missed = [span for span in items if not _covers(claimed, span)]
        if items and len(items) - len(missed) >= LISTED_SHARE * len(items):
            named = [at for at, span in enumerate(items) if span not in missed]
            yield from (_Placed(span.start, span.end, None) for span in items[named[0] : named[-1]] if span in missed)


def _covers(placed: Sequence[_Placed], span: Span) -> bool:
    """Whether the larger part of a sentence lies in one of the blocks."""
    return any(2 * (min(each.end, span.end) - max(each.start, span.start)) > span.end - span.start for each in placed)


def _runs(text: str, placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Blocks with nothing but blanks and list marks between them, in one run; a block within another is left out."""
    run: list[_Placed] = []
    for each in placed:
        if run and each.end <= run[-1].end:
            continue
        between = text[run[-1].end : each.start] if run else ""
        new_heading = bool(run and each.heading and each.heading != run[0].heading)
        if run and (new_heading or any(char.isalnum() for char in between)):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _block(text: str, spans: Sequence[Span], run: Sequence[_Placed]) -> ResponsibilityBlock:
    start, end = run[0].start, run[-1].end
    bullets = sum(span.bullet and start <= span.start < end for span in spans)
    block = block_at(text, start, end, bullets, run[0].heading)
    english = "\n".join(each.text_en for each in run if each.text_en)
    return block.model_copy(update={"text_en": english or None})


def _marked(span: Span, duties: Sequence[_Placed]) -> Span:
    """The sentence in the section that the duties give it: a duty, or no longer one."""
    if _covers(duties, span):
        return span.model_copy(update={"section": Section.RESPONSIBILITIES})
    if span.section is Section.RESPONSIBILITIES:
        return span.model_copy(update={"section": Section.ROLE_SUMMARY})
    return span
