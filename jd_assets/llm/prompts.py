"""The versioned prompts: `prompts/<name>.v<version>.md`, sent as the system message."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jd_assets.failures import PermanentFailure

_FOLDER = Path(__file__).parent / "prompts"
_FILE_NAME = re.compile(r"(?P<name>[a-z_]+)\.v(?P<version>\d+)\.md")


@dataclass(frozen=True)
class Prompt:
    """An instruction to the model; what it is applied to is always sent apart from it, as data."""

    name: str
    version: int
    text: str

    @property
    def label(self) -> str:
        """Name and version as they are stored with every answer, e.g. `nano_parse.v1`."""
        return f"{self.name}.v{self.version}"


@cache
def load_prompt(name: str) -> Prompt:
    """The newest version of the prompt `name`.

    Raises:
        PermanentFailure: There is no such prompt.
    """
    found = [
        match for path in _FOLDER.iterdir() if (match := _FILE_NAME.fullmatch(path.name)) and match["name"] == name
    ]
    if not found:
        raise PermanentFailure(f"No prompt named {name!r} in jd_assets/llm/prompts")
    newest = max(found, key=lambda match: int(match["version"]))
    text = (_FOLDER / newest.string).read_text(encoding="utf-8").strip()
    return Prompt(name, int(newest["version"]), text)


def as_data(text: str) -> str:
    """The text between two marks that it cannot contain, for the user message.

    The mark holds a hash of the text, so a posting cannot close its own block and go on as if it were the user.
    """
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"<<<DATA {mark}\n{text}\nDATA {mark}>>>"
