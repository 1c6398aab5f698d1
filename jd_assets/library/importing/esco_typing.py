"""The library's typing of ESCO's skills and occupations, from their place in ESCO's hierarchies.

Codes: skill groups S1..S8 (skills), T1..T6 (transversal), L (languages), and K followed by the ISCED-F field of
knowledge; occupations by their ISCO-08 group.
"""

from jd_assets.library.importing.taxonomy import Typing

#: Category by the longest beginning of the group's code.
_CATEGORIES = {
    "S": "Business & Domain", "S1": "Soft Skills", "S1.11": "Design & UX", "S2": "Business & Domain",
    "S2.7": "Analytics & BI", "S4": "Product & Project Management", "S5": "Software Engineering",
    "S5.2": "Networking & Systems", "S5.5": "Analytics & BI", "S5.6": "Enterprise Applications",
    "T": "Soft Skills", "L": "Business & Domain", "K": "Business & Domain", "K021": "Design & UX",
    "K0413": "Product & Project Management", "K0542": "Analytics & BI", "K06": "Software Engineering",
    "K0611": "Enterprise Applications", "K0612": "Networking & Systems", "K0714": "Hardware & Embedded",
    "K0688": "Software Engineering",
}  # fmt: skip

#: Groups of computing: their proper names are those of technologies.
_COMPUTING = ("S5", "K06")

_FAMILIES = {
    "1": "Management", "2": "Business", "21": "Engineering", "211": "Research", "212": "Data", "213": "Research",
    "2166": "Design", "2163": "Design", "2513": "Engineering", "25": "Engineering", "2521": "Data", "2511": "Business",
    "263": "Research", "31": "Engineering", "33": "Business", "35": "Support", "3": "Support", "0": "Support",
    "4": "Support", "5": "Support", "6": "Support", "7": "Support", "8": "Support", "9": "Support",
}  # fmt: skip


def is_computing(group: str) -> bool:
    """True for skill groups of computing."""
    return group.startswith(_COMPUTING)


def skill_typing(group: str, group_label: str, skill_type: str, reuse_level: str, is_technology: bool) -> Typing:
    """Typing of a skill.

    Args:
        group: Code of its group.
        group_label: Name of that group.
        skill_type: ESCO's "knowledge" or "skill/competence".
        reuse_level: ESCO's "transversal", "cross-sector", "sector-specific" or "occupation-specific".
        is_technology: True where its name is that of a product or language.
    """
    category = _longest(_CATEGORIES, group, "Business & Domain")
    if reuse_level == "transversal" and not group.startswith(("L", "K")):
        category = "Soft Skills"
    sub_category = (group_label[:1].upper() + group_label[1:]) or "Other Occupational Skills"
    if is_technology:
        return Typing(category, sub_category, "TOOL", "MEDIUM", "MULTI_YEAR", "MAJOR", "mature")
    lifespan = "EVERGREEN" if reuse_level in ("transversal", "cross-sector") else "LONG_TERM"
    return Typing(category, sub_category, _nature(category, skill_type), "LOW", lifespan, "UNVERSIONED", "mature")


def role_family(isco_group: str) -> str:
    """The role family of an ISCO-08 group."""
    return _longest(_FAMILIES, isco_group, "Business")


def _nature(category: str, skill_type: str) -> str:
    if category == "Soft Skills":
        return "SOFT"
    if skill_type != "knowledge":
        return "PRACTICE"
    return "DOMAIN" if category == "Business & Domain" else "CONCEPT"


def _longest(table: dict[str, str], code: str, otherwise: str) -> str:
    return next((table[code[:end]] for end in range(len(code), 0, -1) if code[:end] in table), otherwise)
