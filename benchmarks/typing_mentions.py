"""Mentions of skills in postings, as typing reads them; library skills are read without themselves."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.enriching.neighbours import NameReading, SkillIndex, examples_of
from jd_assets.enriching.new_skill import NewSkill
from jd_assets.enriching.surroundings import Surroundings, surroundings_of
from jd_assets.ingest.documents.to_text import to_text
from jd_assets.ingest.files import read_file
from jd_assets.ingest.identity import make_posting
from jd_assets.ingest.records import Record
from jd_assets.library.snapshot import Library, Skill
from jd_assets.parsing.rules import read_posting
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.vocabulary import Vocabulary

#: Mentions taken of one library skill, so that common skills do not speak for all.
MENTIONS = 2


@dataclass(frozen=True)
class Mention:
    """A skill where it stands; `skill` is the library's, None where the library lacks it."""

    name: str
    skill: Skill | None
    surroundings: Surroundings


def read_mentions(path: Path, library: Library, vocabulary: Vocabulary) -> tuple[list[Mention], int]:
    """All mentions of skills that the library lacks, some of those that it has, and how many skills there are."""
    found: list[Mention] = []
    total = 0
    for text, spans, extraction in _read(path, vocabulary):
        skills = extraction.final_skills
        total += len(skills)
        around = surroundings_of(text, spans, skills, library.skills, range(len(skills)))
        found.extend(
            Mention(skill.skill_name, library.skills.get(skill.skill_id or ""), around[at])
            for at, skill in enumerate(skills)
        )
    return _sampled(found), total


def without_themselves(index: SkillIndex) -> dict[str, NameReading]:
    """The reading of each library skill's name, by id, as it would be if the library lacked the skill."""
    examples = examples_of(index.skills, index.embedder)
    regression, count = examples.regression(), len(index.skills)
    names = regression.rows[:count]
    own = (np.array(examples.categories)[:, None] == np.array(examples.columns)[None, :]).astype(float)
    leverage = regression.weights[:count] * np.einsum("nd,dn->n", names, np.linalg.solve(regression.matrix, names.T))
    scores = (names @ regression.solved() - leverage[:, None] * own) / (1.0 - leverage[:, None])
    readings = index.read(skill.name for skill in index.skills)
    return {
        skill.skill_id: NameReading(
            [near for near in readings[skill.name].neighbours if near[0] is not skill],
            dict(zip(examples.columns, map(float, scores[at]), strict=True)),
        )
        for at, skill in zip(range(count), index.skills, strict=True)
    }


def as_new(mentions: Sequence[Mention], index: SkillIndex, alone: Mapping[str, NameReading]) -> list[NewSkill]:
    """Mentions as skills that the library lacks."""
    names = (each.name for each in mentions if each.skill is None)
    readings = index.read([*names, *(each.surroundings.hypernym for each in mentions)])
    return [
        NewSkill(
            each.skill.name if each.skill else each.name,
            alone[each.skill.skill_id] if each.skill else readings[each.name],
            each.surroundings,
            readings[each.surroundings.hypernym],
        )
        for each in mentions
    ]


def _sampled(mentions: Sequence[Mention]) -> list[Mention]:
    of_skill: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.skill and mention.surroundings.sentence:
            of_skill[mention.skill.skill_id].append(mention)
    draw = random.Random(0)
    known = [each for found in of_skill.values() for each in draw.sample(found, min(MENTIONS, len(found)))]
    return [*known, *(mention for mention in mentions if mention.skill is None)]


def _read(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, list, SkillExtraction]]:  # type: ignore[type-arg]
    for record in read_file(path):
        if isinstance(record, Record):
            text = to_text(record.content, record.media_type)
            posting = make_posting(source=record.source, source_id=record.source_id, text=text, title=record.title)
            parsed = read_posting(posting)
            yield posting.text, parsed.spans, extract_skills(posting, parsed, vocabulary)
