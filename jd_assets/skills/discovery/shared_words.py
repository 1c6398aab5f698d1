"""Names that share a word with what they are listed with: "risk and compliance management", "data mapping, cleansing".

A posting writes the shared word once, behind the last name or before the first. The others are found where they are
spellings of the library with that word and none without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from jd_assets.skills.discovery.doings import verbs_of_nouns
from jd_assets.skills.entries import Form
from jd_assets.skills.matcher import Match, SpellingFit, spans_items
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.tokens import Tokens
from jd_assets.skills.wordlists import BREAKERS
from jd_assets.text.lexicon import VerbForm, lexicon
from jd_assets.text.plurals import singular

# What fields of work are called by, beside nouns of action: other words are shared by things ("systems", "users").
_HEADS = frozenset(
    """accounting architecture communication compliance databases engineering finance governance law learning marketing
    models safety science security statistics strategy""".split()
)
_DETERMINERS = frozenset("the a an our your their its all any each every this these those".split())
_CONJUNCTIONS = frozenset({"and", "or", "&", "/"})
# Words of a name before the shared one; behind it, names have one.
_LONGEST_PART = 2
# Names of a list that lack the shared word.
_MOST_ITEMS = 5

Forms = Mapping[str, tuple[Form, ...]]


def find_shared(text: str, tokens: Tokens, forms: Forms) -> list[Match]:
    """Names whose shared word stands elsewhere in their list, in order of the text; each lies on its own words."""
    found: dict[int, Match] = {}
    for at, word in enumerate(tokens.words):
        if word in _CONJUNCTIONS:
            found |= {match.start: match for match in _sharing_last(text, tokens, at, forms)}
        if word in _CONJUNCTIONS or word in (",", "("):
            found |= {match.start: match for match in _sharing_first(text, tokens, at, forms)}
    return [found[start] for start in sorted(found)]


def _sharing_last(text: str, tokens: Tokens, at: int, forms: Forms) -> Iterator[Match]:
    """Names before a conjunction whose last word follows behind it: the "risk" of "risk and compliance management"."""
    words = tokens.words
    for last in range(at + 2, min(at + 2 + _LONGEST_PART, len(words))):
        if not all(map(_is_plain, words[at + 1 : last + 1])) or not _ends(words, last + 1):
            continue
        if _is_verb(words[at + 1]) or not _is_head(words[last]):
            continue
        past = at
        for _ in range(_MOST_ITEMS):
            starts = range(max(0, past - _LONGEST_PART), past)
            start = next((s for s in starts if _form(words[s:past], [], words[last : last + 1], forms)), None)
            form = _form(words[start:past], [], words[last : last + 1], forms) if start is not None else None
            if start is None or form is None or spans_items(text, tokens.start(start), tokens.end(last)):
                break
            yield Match(tokens.start(start), tokens.end(past - 1), form, SpellingFit.FIRM)
            if start < 1 or words[start - 1] != ",":
                break
            past = start - 1


def _sharing_first(text: str, tokens: Tokens, at: int, forms: Forms) -> Iterator[Match]:
    """Names behind a separator whose first word stands before it: the "cleansing" of "data mapping, cleansing"."""
    words = tokens.words
    is_bracket = words[at] == "("
    first = at - 1 if is_bracket else at - 2
    if not is_bracket and not any(map(_is_head, words[at + 1 : at + 3])):
        return  # the item behind it, or behind ", and"
    if first < 0 or not _is_plain(words[first]) or not (is_bracket or _field(forms, words[first:at])):
        return
    start = at + 1
    for _ in range(_MOST_ITEMS):
        while start < len(words) and words[start] in _CONJUNCTIONS:
            start += 1
        if start >= len(words) or not _is_plain(words[start]) or not _ends(words, start + 1):
            return
        form = _form(words[start : start + 1], words[first : first + 1], [], forms)
        if words[start + 1 : start + 2] and words[start + 1] in _DETERMINERS:
            return  # a verb: "technical guidance, and support the team"
        if spans_items(text, tokens.start(first), tokens.end(start)) or (form is None and not is_bracket):
            return
        if form is not None:
            yield Match(tokens.start(start), tokens.end(start), form, SpellingFit.FIRM)
        if start + 1 >= len(words) or not (words[start + 1] in _CONJUNCTIONS or words[start + 1] == ","):
            return
        start += 2


def _form(own: Sequence[str], before: Sequence[str], behind: Sequence[str], forms: Forms) -> Form | None:
    """What words are a name of together with a shared one; None where they are one alone, or in the plural."""
    if not own or not all(map(_is_plain, own)) or " ".join(own) in forms:
        return None
    if behind and (singular(own[-1]) != own[-1] or _is_verb(own[0])):
        return None
    if before and not _is_head(own[-1]):
        return None
    return _field(forms, [*before, *own, *behind])


def _field(forms: Forms, words: Sequence[str]) -> Form | None:
    """The field of work that words are a spelling of, in any case and in any posting."""
    found = forms.get(" ".join(words), ())
    return next((form for form in found if form.rule == "" and form.entry.skill_nature in FIELDS_OF_WORK), None)


@lru_cache(maxsize=1 << 14)
def _is_head(word: str) -> bool:
    sense = lexicon().verbs.get(word)
    return word in _HEADS or word in verbs_of_nouns() or (sense is not None and sense.form is VerbForm.GERUND)


def _is_verb(word: str) -> bool:
    sense = lexicon().verbs.get(word)
    return sense is not None and not sense.noun_too


def _is_plain(word: str) -> bool:
    return word.isalpha() and word not in BREAKERS


def _ends(words: Sequence[str], past: int) -> bool:
    """Whether no noun goes on behind a token: in "data mapping and reporting tools" the reporting is not data's."""
    return past >= len(words) or words[past] in BREAKERS or not words[past][0].isalnum()
