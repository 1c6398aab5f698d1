"""Names of actions taken apart into verb and object: "Contract Management" is to manage contracts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from jd_assets.skills.entries import Form, SkillEntry
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.tokens import words_of
from jd_assets.text.plurals import singular
from jd_assets.text.tables import listed, rows_of
from jd_assets.text.topics import topic_of


class Objects(NamedTuple):
    """What a verb acts on where a skill is meant.

    `forms` are by the words before the noun of action, the last in the singular; `heads` are the first letters of all.
    """

    forms: dict[str, Form]
    heads: set[str]


#: Objects by verb.
Doings = Mapping[str, Objects]
#: Letters that singular and plural of a word have in common.
HEAD = 3

#: Words of the longest object.
LONGEST_OBJECT = 3
# What can be done to anything says nothing of what is done: "design systems", "improve quality".
_ANY_OBJECT = frozenset(
    """application business company design development experience feature function goal image information issue life
    line number operation part performance platform process product program quality security service software solution
    strategy system technology time tool value web work engineering group model plan network game content code
    policy activity task""".split()
)


def doings_of(entries: Iterable[SkillEntry]) -> Doings:
    """The objects by which skills are named together with a verb; names go before aliases."""
    verbs = verbs_of_nouns()
    found: dict[str, Objects] = {}
    for is_name in (True, False):
        for entry in entries:
            if entry.skill_nature not in FIELDS_OF_WORK:
                continue
            for surface, rule in ((entry.name, entry.match),) if is_name else entry.aliases:
                *words, last = words_of(surface) or ("",)
                if not 0 < len(words) <= LONGEST_OBJECT or rule == "never" or topic_of(rule):
                    continue
                key = " ".join(in_singular(words))
                if key in _ANY_OBJECT:
                    continue
                for verb in verbs.get(last, ()):
                    objects = found.setdefault(verb, Objects({}, set()))
                    objects.forms.setdefault(key, Form(entry, "", surface, is_name=False))
                    objects.heads.add(key[:HEAD])
    return found


def in_singular(words: Iterable[str]) -> Iterator[str]:
    """The words with the last one in the singular."""
    *most, last = words
    yield from most
    yield singular(last)


@cache
def verbs_of_nouns() -> Mapping[str, list[str]]:
    """The verbs that each noun of action stands for: "write", "prepare" and "draft" of "writing"."""
    return {row["noun"]: listed(row["verbs"]) for row in rows_of("action_nouns")}
