"""What a skill that a model names is called: the library's name, the usual one, or the posting's own words."""

from dataclasses import dataclass

from jd_assets.contracts.nano_parse import ClaimedSkill
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.tokens import words_of
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.text.spelling_key import spelling_key

#: Letters that two words of one stem have in common: "forecast" and "forecasting", "analysis" and "analyse".
_STEM = 4
#: Natures of skills that have other names besides their own: "guide others" is mentoring, and no product is.
_PARAPHRASED = frozenset({*FIELDS_OF_WORK, "SOFT"})


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A name, and the library's skill of that name."""

    name: str
    entry: SkillEntry | None


def named_claim(claim: ClaimedSkill, words: str, language: str, vocabulary: Vocabulary) -> NamedClaim:
    """The name that a claim keeps.

    The library's skill of the claimed name, or of the posting's words; another usual name stands where its letters are
    in the posting's words, or these are in another language. Otherwise the posting's words are the name: a product
    that they do not name, or a name that has nothing to do with them, is not what the posting says.

    Args:
        claim: What the model names.
        words: The posting's own words for it.
        language: The posting's language.
        vocabulary: The library's skills.
    """
    plain = " ".join(words.split())
    entry, said = vocabulary.find(claim.name), vocabulary.find(plain)
    if entry is not None and (
        entry == said or entry.skill_nature in _PARAPHRASED or _is_named(entry, plain, vocabulary)
    ):
        return NamedClaim(entry.name, entry)
    if said is not None and (entry is not None or not _shares_letters(claim.name, plain)):
        return NamedClaim(said.name, said)
    if spelling_key(claim.name) == spelling_key(plain):
        return NamedClaim(plain, said)
    if entry is None and (language != "en" or _shares_letters(claim.name, plain)):
        return NamedClaim(claim.name, None)
    return NamedClaim(plain, said)


def _is_named(entry: SkillEntry, words: str, vocabulary: Vocabulary) -> bool:
    """Whether a spelling of the skill stands in the words, or they share the name's letters."""
    tokens = words_of(words)
    runs = (" ".join(tokens[at:to]) for at in range(len(tokens)) for to in range(at + 1, len(tokens) + 1))
    if any((found := vocabulary.find(run)) is not None and found.skill_id == entry.skill_id for run in runs):
        return True
    return _shares_letters(entry.name, words)


def _shares_letters(name: str, words: str) -> bool:
    """Whether a name and words share the stem of a word, or one abbreviates the other."""
    one, other = words_of(name), words_of(words)
    if {word[:_STEM] for word in one if len(word) > 1} & {word[:_STEM] for word in other if len(word) > 1}:
        return True
    initials = "".join(word[0] for word in one), "".join(word[0] for word in other)
    return any(short.rstrip("s") in long for long in initials for short in (*one, *other) if len(short) > 1)
