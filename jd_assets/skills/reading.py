"""A posting prepared for skill work: which of its places are heard, and what each mention amounts to."""

import re
from collections.abc import Iterable

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.skills.labels import Label, LabelledFields
from jd_assets.skills.layout import Layout
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.sentence_scope import SentenceScope
from jd_assets.skills.tokens import lower_view
from jd_assets.skills.versions import version_after, version_inside
from jd_assets.skills.vocabulary import SkillEntry

#: A first line that goes on beyond this is no title.
_LONGEST_TITLE = 120
_CERTIFICATE = re.compile(r"\b(?:certificates?|licen[cs]es?|clearance|registration|permit)\b")


class Reading:
    """One posting's text with its views and layout; each sentence is judged once."""

    def __init__(self, posting: Posting, parsed: NanoParse) -> None:
        self.text = posting.text
        self.view = lower_view(posting.text)
        self.spans = parsed.spans
        self.layout = Layout(posting.text, parsed.spans)
        self.fields = LabelledFields(self.view)
        self._company_names = frozenset(lower_view(name) for name in parsed.company_names)
        self._title = f"{lower_view(posting.title or '')}\n{self.view.lstrip().partition(chr(10))[0][:_LONGEST_TITLE]}"
        self._certificates = frozenset(
            name
            for each in parsed.nano_parsed.certifications
            if _CERTIFICATE.search(name := each.name.partition(":")[0].lower())
        )
        self._languages = frozenset(name.lower() for name in parsed.nano_parsed.languages)
        first_line = len(self.view) - len(self.view.lstrip().partition("\n")[2])
        self._title_end = min(first_line, len(self.view) - len(self.view.lstrip()) + _LONGEST_TITLE)
        self._standings: dict[tuple[int, int], SentenceScope] = {}
        self._last: tuple[int, int, SentenceScope | None] = (0, 0, None)

    def section_at(self, offset: int) -> Section | None:
        """The section of the sentence at an offset; None in a title or heading."""
        return self._standing(offset).section

    def counts_for_skills(self, offset: int) -> bool:
        """Whether a skill named here counts; in the title and in a labelled list of technologies it always does."""
        label = self.fields.label_at(offset)
        if label is not None:
            return label is not Label.SILENT
        standing = self._standing(offset)
        return standing.is_heard or (standing.section is None and offset < self._title_end)

    def addresses(self, offset: int) -> bool:
        """Whether the sentence at an offset, or the labelled field, speaks of the job."""
        return self.fields.label_at(offset) is not None or self._standing(offset).is_addressed

    def asks(self, offset: int) -> bool:
        """Whether the sentence at an offset says that it wants what is named there."""
        return self._standing(offset).asks_in_words(offset)

    def names_employer(self, start: int, end: int) -> bool:
        """Whether a place holds the employer's own name and nothing more."""
        return self.view[start:end] in self._company_names

    def is_stated_elsewhere(self, entry: SkillEntry) -> bool:
        """Whether `languages` or `certifications` state what a library skill names: "Fluent in English", a clearance.

        A language in the title is what the job is about: an English teacher's subject.
        """
        name = lower_view(entry.name)
        if name in self._certificates:
            return True
        name = name.removesuffix(" language")
        return name in self._languages and name not in self._title

    def names_language(self, words: Iterable[str]) -> bool:
        """Whether one of some words is a language that the posting asks its reader to speak."""
        return not self._languages.isdisjoint(words)

    def mention(self, start: int, end: int, entry: SkillEntry | None, how: How) -> Mention:
        """Judge a place that names a skill."""
        standing = self._standing(start)
        label = self.fields.label_at(start)
        inside = version_inside(self.view, start, end, entry.name) if entry else None
        version, stop = inside or version_after(self.view, end) or (None, end)
        negated = standing.is_negated(start, end)
        return Mention(
            start=start,
            end=stop,
            name=entry.name if entry else " ".join(self.text[start:end].split()),
            entry=entry,
            how=how,
            section=standing.section,
            core=not negated and label is not Label.INDUSTRY and standing.is_core(start, end),
            asks=label is Label.STACK or standing.asks(start),
            negated=negated,
            version=version,
        )

    def _standing(self, offset: int) -> SentenceScope:
        start, end, last = self._last
        if last is not None and start <= offset < end:  # questions come in runs about one sentence
            return last
        bounds = self.layout.sentence(offset)
        span = self.layout.span_at(offset)
        standing = self._standings.get(bounds)
        if standing is None:
            section_below = None if span else self.layout.section_below(offset)
            standing = SentenceScope(self.view, *bounds, span.section if span else None, section_below)
            self._standings[bounds] = standing
        if span is not None:  # around a heading lies its line, which sentences may be part of
            self._last = (*bounds, standing)
        return standing
