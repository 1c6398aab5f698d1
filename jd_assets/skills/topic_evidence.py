"""Whether a posting speaks of the topic that a spelling of several senses is bound to."""

from bisect import bisect_left
from collections.abc import Sequence

from jd_assets.skills.matcher import Match, SpellingFit
from jd_assets.skills.reading import Reading
from jd_assets.text.topics import Topic, topics

#: Different words and skills of a topic in the whole posting that bear out a sentence which shows none itself: one or
#: two stand in many a posting by the way, three make it what the posting is about.
WHOLE_POSTING = 3


class TopicEvidence:
    """Looks for topics in one posting; what the whole of it shows is looked up once a topic."""

    def __init__(self, reading: Reading, matches: Sequence[Match]) -> None:
        self._reading = reading
        self._view = reading.view
        self._matches = matches
        self._starts = [match.start for match in matches]
        self._about: dict[str, bool] = {}

    def bears_out(self, match: Match) -> bool:
        """Whether the sentence of a match speaks of its topic, or the posting as a whole does."""
        topic = topics().get(match.form.topic or "")
        if topic is None:
            return False
        start, end = self._reading.layout.sentence(match.start)
        if topic.is_usual and (topic.bars is None or topic.bars.search(self._view) is None):
            return True
        if topic.bars and topic.bars.search(self._view, start, end):
            return False
        if self._shown_within(topic, start, end, match):
            return True
        return not (topic.is_local or topic.is_usual) and self._is_about(topic)

    @staticmethod
    def is_local(match: Match) -> bool:
        """Whether a domain is bound to a topic that only its own sentence can show: it must be asked for there."""
        topic = topics().get(match.form.topic or "")
        return topic is not None and topic.is_local and match.form.entry.skill_nature == "DOMAIN"

    def _shown_within(self, topic: Topic, start: int, end: int, match: Match) -> bool:
        for found in topic.words.finditer(self._view, start, end):
            if found.end() <= match.start or found.start() >= match.end:
                return True
        within = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        return any(self._shows(self._matches[at], topic) and self._matches[at].start != match.start for at in within)

    def _is_about(self, topic: Topic) -> bool:
        if topic.name not in self._about:
            words = {found[0] for found in topic.words.finditer(self._view)}
            skills = {match.form.entry.skill_id for match in self._matches if self._shows(match, topic)}
            self._about[topic.name] = len(words) + len(skills) >= WHOLE_POSTING
        return self._about[topic.name]

    @staticmethod
    def _shows(match: Match, topic: Topic) -> bool:
        """Whether a match that needs no bearing out itself is a skill of the topic."""
        if match.fit is not SpellingFit.FIRM:
            return False
        entry = match.form.entry
        return not topic.kinds.isdisjoint((entry.category, entry.sub_category, entry.name))
