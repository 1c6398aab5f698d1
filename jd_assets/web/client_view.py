"""What the run page shows of the client output: the payload, and where each of its places is on the page."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jd_assets.contracts.client_output import ClientOutput
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.web.highlight import Mark, said_at


@dataclass(frozen=True)
class ClientView:
    """The client output with the page ids of what it rests on.

    Attributes:
        output: The payload.
        rejected: Why no part of it says anything; null where parts may.
        numbers: Positions of the skills on the page, by name.
        marks: Page ids of marked skills by the offset of the evidence.
        sentences: Page ids of sentences by the offset of what lies in them.
        linked: Starts of those sentences.
    """

    output: ClientOutput
    rejected: str | None
    numbers: Mapping[str, int]
    marks: Mapping[int, str]
    sentences: Mapping[int, str]
    linked: frozenset[int]

    def anchor(self, start: int) -> str | None:
        """Where a place is shown: the mark of a skill, else its sentence."""
        return self.marks.get(start) or self.sentences.get(start)


def client_view(
    output: ClientOutput, skills: Sequence[FinalSkill], spans: Sequence[Span], marks: Sequence[Mark]
) -> ClientView:
    """Find the page ids of all places that the client output names."""
    starts = [span.start for span in spans]
    inside = {offset: span for offset in _offsets(output) if (span := _sentence_at(offset, spans, starts))}
    parts = (output.skill_clusters, output.nature_of_work, output.ai_index, output.tech_stack_maturity)
    reasons = {part.not_stated for part in (*parts, output.kra_descriptions, output.vocabulary)}
    return ClientView(
        output=output,
        rejected=reasons.pop() if len(reasons) == 1 else None,
        numbers={skill.skill_name: number for number, skill in enumerate(skills)},
        marks={
            place.start: mark.anchor
            for mark in marks
            for number in mark.skills
            for place in skills[number].evidence
            if mark.start <= place.start < mark.end
        },
        sentences={offset: said_at(span) for offset, span in inside.items()},
        linked=frozenset(span.start for span in inside.values()),
    )


def _offsets(output: ClientOutput) -> Iterator[int]:
    yield from (place.start for place in output.evidence.places)
    yield from (kra.evidence.start for kra in output.kra_descriptions.kras if kra.evidence)


def _sentence_at(offset: int, spans: Sequence[Span], starts: Sequence[int]) -> Span | None:
    at = bisect_right(starts, offset) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None
