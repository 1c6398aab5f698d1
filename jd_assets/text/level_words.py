"""The words of titles that grade a role, and the level that each stands for: one list for all that reads titles.

What grades is taken off where titles are compared and where one is shown without its level. What names a role stays:
"manager", "director" and "architect", and so do "chief", "head" and "vp", for a "Head Chef", a "Chief of Staff" and a
"VP Engineering" are other roles than chef, staff and engineering.
"""

from jd_assets.contracts.nano_parse import Seniority

#: Words that grade, by level; those under None say too little to tell one.
WORDS_OF_LEVEL: dict[Seniority | None, list[str]] = {
    "intern": "intern internship".split(),
    "junior": "junior jnr jr graduate grad trainee fresher".split(),
    "mid": "mid middle midlevel intermediate ii".split(),
    "senior": "senior snr sr iii iv l5".split(),
    "lead": ["lead"],
    "staff": "staff principal".split(),
    None: "entry associate experienced expert i v 1 2 3 4 5 l1 l2 l3 l4 l6".split(),
}
LEVEL_WORDS = frozenset(word for words in WORDS_OF_LEVEL.values() for word in words)

#: Ranks of management: each tells the level of a role, and names it.
RANKS = ("chief", "head", "vp", "avp", "svp", "evp")

#: Neighbours of which one looks like a word of the level or of the contract, and which together name what one does.
NAMING_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "technical staff", "of staff", "lead generation", "data entry", "middle school", "smart contract",
        "contract manager", "contract administrator", "contract specialist", "relocation specialist",
        "visa specialist", "visa officer",
    )
)  # fmt: skip


def in_naming_pair(before: str, word: str, after: str) -> bool:
    """Whether a word names what one does together with one of its neighbours: the "lead" of "lead generation"."""
    return (before, word) in NAMING_PAIRS or (word, after) in NAMING_PAIRS
