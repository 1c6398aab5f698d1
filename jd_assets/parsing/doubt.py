"""Where the rules are unsure of what they read in a posting, so that a model is worth its price: engine `auto`."""

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse

_WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})


def doubt_of(parse: NanoParse) -> str | None:
    """Why the rules are unsure of a posting's fields; None where they are not, or where it is no job description."""
    parsed = parse.nano_parsed
    if parsed.JD_type == "fail":
        return None
    if parsed.language != "en":
        return f"written in {parsed.language}"
    if not parsed.roles_and_responsibilities:
        return "no duties found"
    if not any(span.section in _WANTS for span in parse.spans):
        return "no requirements found"
    return "no title found" if parsed.role is None else None
