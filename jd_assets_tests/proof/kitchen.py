"""A kitchen's library and its postings, small enough that a stage takes milliseconds, for sequences of random steps."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.posting import Posting
from jd_assets.ingest.identity import make_posting
from jd_assets_tests.library.conftest import SMALL, SeedFolder

MIXER, SPELLED, BAKES = "Doughbot", "Dough-Bot", "- Bakes bread every morning"
SERVES = "- Brings what guests ordered"
#: What a posting may be decided to be, by a name: its title, a duty and the skills that it asks for.
KINDS: Mapping[str, tuple[str, str, Sequence[str]]] = {
    "baker": ("Baker", BAKES, ("Oven", "Dough Mixer", MIXER)),
    "baker, spelled otherwise": ("Baker", BAKES, ("Oven", SPELLED, "Whisk")),
    "waiter with a baker's skills": ("Waiter", SERVES, ("Tray", "Oven", "Dough Mixer", "Griddle", MIXER)),
    "contradicted": ("Bread Maker", SERVES, ("Tray", "Corkscrew")),
    "shared title": ("Kitchen Hand", BAKES, ("Oven", "Griddle")),
    "sub-role": ("Sourdough Bread Maker", BAKES, ("Oven", "Dough Mixer", "Whisk")),
    "other title": ("Loaf Maker", BAKES, ("Oven", "Dough Mixer")),
    "new role": ("Head Miller", "- Grinds corn into flour", ("Millstone", "Sieve")),
    "new role, spelled otherwise": ("Head-Miller", "- Grinds corn into flour", ("Millstone", "Sieve")),
}
REJECTED, FAILED = "rejected", "failed"
ALL_KINDS = (*KINDS, REJECTED, FAILED)
RECIPE = "Lemon tart\n\nRub the butter into the flour. Rest the dough for an hour. Bake it blind and let it cool."
EMPLOYERS = ("Crumb & Co", "Hearth", "Crumb & Co")
#: Endings that keep postings of one kind from being reposts of each other.
PLACES = ("the harbour", "a school", "the station", "two hotels", "a castle", "the fair")


TYPING = SMALL["skills"][0][2:9]
#: What later seed files say more, by file: things that postings propose, and so admins may have decided on.
NEWS: Sequence[Mapping[str, Sequence[str]]] = (
    {"role_kras": ["cook", "Tastes what was cooked."]},
    {"skills": ["doughbot", MIXER, *TYPING, "", "heat", "", f"{SPELLED}|Whisk"], "role_skills": ["baker", MIXER, "2"]},
    {
        "roles": ["4", "head-miller", "Head Miller", "Mill", "Mills."],
        "role_aliases": ["head-miller", "Head Miller", ""],
        "role_kras": ["head-miller", "Grinds corn into flour."],
    },
    {"role_aliases": ["cook", "Loaf Maker", ""], "skills": ["whisk", "Whisk", *TYPING, "oven", "heat", "", "Sieve"]},
)


def seed_folder(path: Path, news: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Seed files: the small library with a role more, a title that two roles share, and what there is of news."""
    folder = SeedFolder(path)
    folder.add("roles", "3", "cook", "Cook", "Kitchen", "Cooks meals.")
    folder.add("role_kras", "cook", "Cooks soups, meat and vegetables for lunch.")
    folder.add("role_skills", "cook", "Oven", "2")
    folder.add("role_dimensions", "cook", "heat")
    folder.add("skills", "griddle", "Griddle", *folder.rows["skills"][0][2:9], "", "heat", "", "")
    for role in ("baker", "cook"):
        folder.add("role_aliases", role, "Kitchen Hand", "yes")
    for name, row in (news or {}).items():
        folder.add(name, *row)
    return path


def written(number: int, kind: str, copied: bool) -> Posting:
    """The posting of that number, as one of the kinds; copies of a kind are reposts of each other."""
    if kind == REJECTED:
        return make_posting(source="machine", source_id=str(number), text=RECIPE, title="Lemon tart")
    title, duty, skills = KINDS.get(kind, KINDS["baker"])
    place = "a place in town" if copied else PLACES[number % len(PLACES)]
    lines = [
        "Responsibilities",
        duty,
        f"{duty} for {place}",
        "Requirements",
        *(f"- Experience with {skill} at {place}" for skill in skills),
    ]
    employer = EMPLOYERS[number % len(EMPLOYERS)]
    return make_posting(source="machine", source_id=str(number), text="\n".join(lines), title=title, company=employer)


class WordsEmbedder:
    """Vectors of words: texts are near where they share many."""

    embedder_id = "words@1/fp32"
    dimensions = 32

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.lower().replace("-", " ").split():
                row[zlib.crc32(word.encode()) % self.dimensions] += 1
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths, lengths, 1), dtype=np.float32)
