"""Stored runs whose skills another library would read otherwise: they are found by text and read again by the rules."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from jd_assets.contracts.nano_parse import ClaimedSkill, NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.database.stage_tables import read_batch
from jd_assets.impact.stored import Scored
from jd_assets.library.snapshot import Library
from jd_assets.library.vocabulary import entry_hash, skill_entries
from jd_assets.library.vocabulary_store import read_vocabulary
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.skill import asked_skills
from jd_assets.skills.extract import extract_skills, merge_llm
from jd_assets.skills.typos import CLOSE
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.text.spelling_key import spelling_key

#: Spellings that texts are searched for; where more changed (an import), every posting is read again.
MOST_SPELLINGS = 2_000


class SkillReader:
    """Reads the skills of stored runs as a library would, where that differs from how they were read."""

    def __init__(self, connect: Connect, library: Library, index: RoleIndex) -> None:
        self._connect = connect
        self._entries = {entry_hash(entry): entry for entry in skill_entries(library)}
        self._fingerprint = index.vocabulary
        self._changed: dict[str, set[str] | None] = {}
        self._built: Vocabulary | None = None

    def of(self, runs: Sequence[Scored]) -> list[dict[str, bool]]:
        """The library skills that each run's posting asks for."""
        asked = [dict(run.inputs.skills) for run in runs]
        row_of = {run.run.run_id: row for row, run in enumerate(runs)}
        for fingerprint in {run.inputs.vocabulary for run in runs} - {self._fingerprint}:
            older = [run for run in runs if run.inputs.vocabulary == fingerprint]
            for run_id, skills in self._read_again(self._naming(older, self._difference(fingerprint))).items():
                asked[row_of[run_id]] = skills
        return asked

    def _difference(self, fingerprint: str) -> set[str] | None:
        """Spellings of skills as they were and as they are, where that differs; None where it is not known."""
        if fingerprint not in self._changed:
            with self._connect() as connection:
                before = read_vocabulary(connection, fingerprint)
            apart = before.keys() ^ self._entries.keys()
            both = before | self._entries
            self._changed[fingerprint] = _spellings(both[each] for each in apart) if before else None
        return self._changed[fingerprint]

    def _naming(self, runs: Sequence[Scored], spellings: set[str] | None) -> list[str]:
        """Runs whose posting may hold one of the spellings, rather too many than too few."""
        run_ids = [run.run.run_id for run in runs]
        if spellings is None or len(spellings) > MOST_SPELLINGS:
            return run_ids
        if not spellings:
            return []
        with self._connect() as connection:
            values = {"run_ids": run_ids, "pattern": _pattern(spellings)}
            found = {row[0] for row in connection.execute(sql("impact_naming"), values)}
        slips = _slips({name for run in runs for name in run.inputs.unknown_skills}, spellings)
        return sorted(found | {run.run.run_id for run in runs if slips.intersection(run.inputs.unknown_skills)})

    def _read_again(self, run_ids: Sequence[str]) -> dict[str, dict[str, bool]]:
        if not run_ids:
            return {}
        if self._built is None:
            self._built = Vocabulary.build(self._entries.values())
        stages = ("posting", "nano_parse", "skill_extraction")
        batches = [read_batch(self._connect, stage, run_ids).payloads for stage in stages]
        asked = {}
        for run_id in run_ids:
            posting, parsed, before = (payloads.get(run_id) for payloads in batches)
            if isinstance(posting, Posting) and isinstance(parsed, NanoParse) and isinstance(before, SkillExtraction):
                asked[run_id] = asked_skills(_extracted(posting, parsed, before, self._built).final_skills)
        return asked


def _extracted(posting: Posting, parsed: NanoParse, before: SkillExtraction, vocabulary: Vocabulary) -> SkillExtraction:
    """The rules' skills, with what the LLM named before where it was asked: it is not asked again."""
    rules = extract_skills(posting, parsed, vocabulary)
    if not before.llm_skills:
        return rules
    return merge_llm(posting, parsed, rules, before.claimed_skills or _by_name(before), vocabulary, before.usage)


def _by_name(before: SkillExtraction) -> list[ClaimedSkill]:
    """The claims of a row from before claims were kept."""
    primary = {spelling_key(skill.skill_name): skill.is_primary for skill in before.final_skills}
    return [ClaimedSkill(name=name, is_primary=primary.get(spelling_key(name), False)) for name in before.llm_skills]


def _spellings(entries: Iterable[SkillEntry]) -> set[str]:
    """All spellings of these skills, each compiled alone: a vocabulary holds one version of a skill, not two."""
    compiled = [Vocabulary.build([entry]) for entry in entries]
    return {spelling for each in compiled for spelling in (*each.forms, *each.phrases)}


def _pattern(spellings: Iterable[str]) -> str:
    """A regular expression of Postgres that finds each spelling as whole words, whatever stands between its words."""
    return "|".join(_whole(spelling) for spelling in sorted(spellings))


def _whole(spelling: str) -> str:
    words = r"\W*".join(re.escape(word) for word in spelling.split())
    head, tail = (r"\m" if spelling[0].isalnum() else ""), (r"\M" if spelling[-1].isalnum() else "")
    return head + words + tail


def _slips(names: set[str], spellings: set[str]) -> set[str]:
    """Names of unknown skills that may be a slip of the pen for one of the spellings."""
    ordered, wanted = sorted(names), sorted(spellings)
    if not ordered:
        return set()
    near = process.cdist([name.lower() for name in ordered], wanted, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return {ordered[row] for row in np.flatnonzero(near.max(axis=1)).tolist()}
