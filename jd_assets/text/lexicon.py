"""The verbs of responsibilities with the kind of work each stands for; the lists of `data/` are the project's own."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import get_args

from jd_assets.contracts.client_output import WorkKind

#: Verbs that say little themselves: what is performed, provided or contributed to tells the kind of work.
LIGHT_VERBS = frozenset(
    """perform conduct provide participate contribute assist do make take carry undertake execute involve engage manage
    handle deliver complete maintain prepare create write produce give apply facilitate coordinate offer""".split()
)
#: Verbs of one syllable, or with the stress on the last, that double their last letter.
_DOUBLING = frozenset(
    """plan run set map cut scan ship stop get put debug submit commit refer transfer equip model travel label program
    scrap shop tag log chat blog pin plot step swap tap trim chop mop enrol fit wrap
    troubleshot win begin sit spot dig""".split()
)
_VOWELS = "aeiou"


class VerbForm(StrEnum):
    """The form a verb stands in; coordinated verbs stand in the same one."""

    BASE = "base"
    THIRD_PERSON = "third person"
    GERUND = "gerund"


@dataclass(frozen=True, slots=True)
class VerbSense:
    """What a word may be: a form of a verb of some kind; `noun_too` marks one that is as often a noun."""

    verb: str
    form: VerbForm
    kind: WorkKind
    noun_too: bool


@dataclass(frozen=True)
class Lexicon:
    """Verb forms by word; kinds by verb and the word it acts on; and nouns of doing ("maintenance")."""

    verbs: Mapping[str, VerbSense]
    objects: Mapping[str, Mapping[str, WorkKind]]
    nouns: Mapping[str, WorkKind]


@cache
def lexicon() -> Lexicon:
    """The package's lists, read once."""
    verbs: dict[str, VerbSense] = {}
    for row in _rows("verbs"):
        for word, form in _forms(row["verb"]):
            noun_too = form is not VerbForm.GERUND and bool(row["also_noun"])
            verbs.setdefault(word, VerbSense(row["verb"], form, _kind(row["kind"]), noun_too))
    objects: dict[str, dict[str, WorkKind]] = {}
    for row in _rows("objects"):
        for verb in LIGHT_VERBS if row["verbs"] == "light" else row["verbs"].split("|"):
            for word in row["objects"].split("|"):
                objects.setdefault(verb, {}).setdefault(word, _kind(row["kind"]))
    return Lexicon(verbs, objects, {row["noun"]: _kind(row["kind"]) for row in _rows("nouns_of_doing")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("jd_assets.text") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _kind(text: str) -> WorkKind:
    kinds: tuple[WorkKind, ...] = get_args(WorkKind)
    return kinds[kinds.index(text)]


def _forms(verb: str) -> Iterator[tuple[str, VerbForm]]:
    yield verb, VerbForm.BASE
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield verb + "es", VerbForm.THIRD_PERSON
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        yield verb[:-1] + "ies", VerbForm.THIRD_PERSON
    else:
        yield verb + "s", VerbForm.THIRD_PERSON
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield verb[:-1] + "ing", VerbForm.GERUND
    else:
        yield verb + "ing", VerbForm.GERUND
    if verb in _DOUBLING:
        yield verb + verb[-1] + "ing", VerbForm.GERUND
