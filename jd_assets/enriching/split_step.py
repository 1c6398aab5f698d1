"""The step that splits a name of several skills: "C/C++", "Java and Kotlin", "AWS (EC2, S3)", "DjangoRabbitMQ"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.enrichment import SplitPart
from jd_assets.enriching.spellings import Spellings
from jd_assets.text.spelling_key import spelling_key

_SEPARATORS = re.compile(r"\s*[/,;]\s*|\s+(?:and|or|&)\s+")
_BRACKETED = re.compile(r"(?P<head>[^()]+?)\s*\((?P<inside>[^()]+)\)")
# Where words were glued: "DjangoRabbitMQ", "NLTKData visualization".
_GLUED = re.compile(r"(?<=[a-z\d+])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Letters of a glued part: "NodeMCU" and "MobileNet" are names of their own, and so are most that end in three letters.
_SHORTEST_GLUED = 4
_LIKE_A_NAME = re.compile(r"[A-Z][\w.+#-]+(?: [\w.+#-]+)?")


@dataclass(frozen=True)
class Split:
    """What came of it: the parts where the name is to be split, and a warning where it perhaps is."""

    parts: tuple[SplitPart, ...] = ()
    log: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def split(name: str, spellings: Spellings) -> Split:
    """Split a name whose parts are library skills, or one of them and others that look like names of skills."""
    pieces = _pieces(name)
    parts = [SplitPart(name=piece, skill_id=_id(piece, spellings)) for piece in pieces]
    known = [part.name for part in parts if part.skill_id]
    if len(parts) > 1 and len(known) == len(parts):
        return Split(tuple(parts), (f"'{name}' names {len(parts)} library skills: {', '.join(known)}",))
    others = [part.name for part in parts if not part.skill_id]
    if known and others and all(_LIKE_A_NAME.fullmatch(other) for other in others):
        said = f"'{name}' names {', '.join(known)} and what the library lacks: {', '.join(others)}"
        return Split(tuple(parts), (said,))
    if len(parts) > 1 and all(len(piece) > 1 for piece in pieces):
        return Split(warnings=(f"'{name}' may be several skills",))
    return _unglued(name, spellings)


def _pieces(name: str) -> list[str]:
    bracketed = _BRACKETED.fullmatch(name)
    listed = [bracketed["head"], *_SEPARATORS.split(bracketed["inside"])] if bracketed else _SEPARATORS.split(name)
    return [piece for piece in listed if piece]


def _unglued(name: str, spellings: Spellings) -> Split:
    """Two skills that a scraper ran together; both must be sure, for "WordNet" is neither Word nor .NET."""
    for found in _GLUED.finditer(name):
        pieces = [name[: found.start()].strip(), name[found.start() :].strip()]
        ids = [_id(piece, spellings) for piece in pieces]
        if all(ids) and all(
            spelling_key(piece) in spellings.sure and len(piece) >= _SHORTEST_GLUED for piece in pieces
        ):
            parts = [SplitPart(name=piece, skill_id=each) for piece, each in zip(pieces, ids, strict=True)]
            return Split(tuple(parts), (f"'{name}' is two library skills run together: {' and '.join(pieces)}",))
    return Split()


def _id(piece: str, spellings: Spellings) -> str | None:
    skill = spellings.find(piece)
    return skill.skill_id if skill else None


def known_ids(parts: Sequence[SplitPart]) -> list[str]:
    """The library skills among the parts."""
    return [part.skill_id for part in parts if part.skill_id]
