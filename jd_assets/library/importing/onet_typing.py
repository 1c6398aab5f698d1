"""The library's typing of O*NET's technologies and occupations, from commodity titles and SOC major groups."""

import re

from jd_assets.library.importing.taxonomy import Typing

#: Category and nature by what the commodity title says; the first that fits.
_COMMODITIES = tuple(
    (re.compile(pattern), category, nature)
    for pattern, category, nature in (
        (r"Data base management|Object oriented data base", "Databases & Storage", "DATABASE"),
        (r"Data base|Information retrieval|Filesystem|Storage|Backup", "Databases & Storage", "TOOL"),
        (r"Object or component oriented|Compiler", "Software Engineering", "TOOL"),
        (r"Development environment|Requirements analysis|Graphical user interface", "Software Engineering", "TOOL"),
        (r"Program testing", "Testing & Quality", "TOOL"),
        (r"Web p|Portal server", "Web & Mobile Development", "TOOL"),
        (r"integration|Data conversion|Metadata|Data mining", "Data Engineering", "TOOL"),
        (r"Business intelligence|Analytical|Charting|Spreadsheet", "Analytics & BI", "TOOL"),
        (r"Expert system|[Vv]oice|Text to speech|Optical character", "Machine Learning & AI", "TOOL"),
        (r"Cloud", "Cloud Platforms", "SERVICE"),
        (r"Configuration management|File versioning|Clustering|Application server", "DevOps & Infrastructure", "TOOL"),
        (r"security|Authentication|Compliance|License", "Security", "TOOL"),
        (r"Operating system|operati(?:ng|on) system", "Networking & Systems", "PLATFORM"),
        (r"[Nn]etwork|WAN|LAN|router|Gateway|Wireless|Bridge|directory|server", "Networking & Systems", "TOOL"),
        (r"CAD|CAM|Industrial control|Manufacturing execution|driver", "Hardware & Embedded", "TOOL"),
        (r"Graphics|imag|Video creation|Desktop publishing|Music|Pattern design|Map|Geographic", "Design & UX", "TOOL"),
        (r"games|Multi-media", "Game & Graphics", "TOOL"),
        (r"Project management|Process mapping|Content workflow", "Product & Project Management", "TOOL"),
    )
)

_FAMILIES = {
    "11": "Management", "13": "Business", "15": "Engineering", "15-2": "Data", "15-1221": "Research",
    "15-1211": "Business", "15-1231": "Support", "15-1232": "Support", "15-1255": "Design", "17": "Engineering",
    "19": "Research", "23": "Business", "25": "Support", "27": "Business", "27-1": "Design", "41": "Business",
}  # fmt: skip


def technology_typing(commodity: str) -> Typing:
    """Typing of a technology of a commodity title ("Spreadsheet software")."""
    category, nature = next(
        ((category, nature) for pattern, category, nature in _COMMODITIES if pattern.search(commodity)),
        ("Enterprise Applications", "TOOL"),
    )
    return Typing(category, commodity, nature, "MEDIUM", "MULTI_YEAR", "MAJOR", "mainstream")


def role_family(soc_code: str) -> str:
    """The role family of a SOC code such as "15-1252.00"."""
    return next((_FAMILIES[soc_code[:end]] for end in (7, 4, 2) if soc_code[:end] in _FAMILIES), "Support")
