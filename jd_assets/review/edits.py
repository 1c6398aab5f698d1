"""What an admin changes of a proposal while approving it: `--set FIELD=VALUE`."""

from collections.abc import Mapping, Sequence

from rapidfuzz import process

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.failures import PermanentFailure
from jd_assets.library.lint import TYPING
from jd_assets.library.snapshot import Library
from jd_assets.text.topics import match_rules

#: Before a category or family that the library is to get.
NEW = "new:"
#: Words of the library that are told where another was given.
SHOWN = 5

Edits = Mapping[str, str]

#: The fields that a proposal of each kind has.
FIELDS: Mapping[ProposalKind, frozenset[str]] = {
    "skill": frozenset({"name", "category", "sub_category", "parent", "match", "dimension", "weight", *TYPING}),
    "alias": frozenset({"name", "collision"}),
    "kra": frozenset({"text"}),
    "sub_role": frozenset({"name"}),
    "role": frozenset({"slug", "name", "family", "archetype", "collision"}),
    "decision": frozenset(),
}
#: The words that a field may hold.
_WORDS: Mapping[str, Sequence[str]] = {
    **{field: sorted(words) for field, words in TYPING.items()},
    "match": match_rules(),
    "weight": ("1", "2", "3"),
    "collision": ("yes", "no"),
}


def choices(field: str) -> Sequence[str]:
    """The words that a field may hold; none where any text will do."""
    return _WORDS.get(field, ())


def checked(kind: ProposalKind, edits: Edits) -> Edits:
    """The edits without blanks around them.

    Raises:
        PermanentFailure: A field is none of the kind, is empty or holds a word that it cannot hold.
    """
    found = {}
    for field, value in edits.items():
        if field not in FIELDS[kind]:
            known = ", ".join(sorted(FIELDS[kind])) or "nothing"
            raise PermanentFailure(f"A proposal of kind {kind} has no field {field!r}; {known} can be set")
        found[field] = " ".join(value.split())
        words = _WORDS.get(field)
        if words and found[field] not in words:
            raise PermanentFailure(
                f"{field} cannot be {value!r}: use one of {', '.join(word or '(empty)' for word in words)}"
            )
        if not found[field] and field != "match":
            raise PermanentFailure(f"{field} is empty: give it a value or leave it away")
    return found


def in_library(library: Library, edits: Edits) -> Edits:
    """The edits, whose categories and families are some that the library has, or new on purpose (`new:Bakery`).

    Raises:
        PermanentFailure: One is none of the library's, with those that are spelled most like it.
    """
    skills = library.skills.values()
    pairs = {(skill.category, skill.sub_category) for skill in skills}
    known: Mapping[str, set[str]] = {
        "category": {category for category, _ in pairs},
        "sub_category": {sub for category, sub in pairs if edits.get("category", category) == category},
        "family": {role.role_family for role in library.roles},
    }
    found = dict(edits)
    for field, words in known.items():
        given = edits.get(field, "")
        if given.startswith(NEW) and given != NEW:
            found[field] = given.removeprefix(NEW).strip()
        elif field in edits and given not in words:
            near = [word for word, *_ in process.extract(edits[field], sorted(words), limit=SHOWN)]
            of = f" of {edits['category']}" if field == "sub_category" and "category" in edits else ""
            raise PermanentFailure(
                f"The library has no {field.replace('_', '-')} {edits[field]!r}{of}: use one of its own "
                f"({', '.join(near)}, …), or {NEW}{edits[field]} to have a new one"
            )
    return found
