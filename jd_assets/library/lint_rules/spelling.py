"""One spelling: names, KRAs and archetypes are written the American way; aliases may be written as ads do."""

import re
from collections.abc import Iterator

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Library

_BRITISH = re.compile(
    r"\b\w*(?:isation|ising|ised\b|ises\b|modell|labell|cancell(?:ed|ing)|travell|behaviour|colour|favour|labour|centre|"
    r"catalogu|licenc|judgement|defence|programme\b|practise|analys(?:e|ed|ing)\b)\w*",
    re.IGNORECASE,
)
#: Words that merely look British.
_AMERICAN = re.compile(
    r"(?:advert|superv|compr|exerc|rev|adv|prom|surpr|dev|ra|r|prec|conc|exc|enterpr|expert|franch|merchand|prem)is",
    re.IGNORECASE,
)


def british_forms(library: Library) -> Iterator[Finding]:
    """Texts of the library that hold a British form."""
    texts = [
        *((skill.name, skill.skill_id) for skill in library.skills.values()),
        *((text, role.slug) for role in library.roles for text in (role.archetype, *role.kras)),
    ]
    for text, where in texts:
        for found in _BRITISH.finditer(text):
            if not _AMERICAN.search(found[0]):
                yield Finding(f"British form '{found[0]}'", where, "write it the American way")
