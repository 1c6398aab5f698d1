"""Web addresses that a posting names."""

import re

_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\^`]{3,500}", re.IGNORECASE)


def urls_of(view: str) -> list[str]:
    """The addresses in order of the text, each once."""
    return list(dict.fromkeys(found.group().rstrip(".,;:!?*_") for found in _URL.finditer(view)))
