"""The versioned prompts: `prompts/<name>.v<version>.md`, sent as the system message."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from jd_assets.failures import PermanentFailure
from jd_assets.llm.described import described
from jd_assets.llm.strict_schema import strict_schema

_FOLDER = Path(__file__).parent / "prompts"
#: Stands in a prompt for the fields of the answer with their meanings.
_FIELDS = "{fields}"
_FILE_NAME = re.compile(r"(?P<name>[a-z_]+)\.v(?P<version>\d+)\.md")


@dataclass(frozen=True)
class Prompt:
    """An instruction to the model; what it is applied to is always sent apart from it, as data."""

    name: str
    version: int
    text: str
    schema_version: str = ""

    @property
    def label(self) -> str:
        """Name and version as they are stored with every answer, e.g. `nano_parse.v1`."""
        return f"{self.name}.v{self.version}"


@cache
def load_prompt(name: str, answer_model: type[BaseModel]) -> Prompt:
    """The newest version of the prompt `name`, with the fields of its answer written out.

    Its `schema_version` is a short hash of all that is sent besides the posting, so that a description edited without
    a new prompt file still tells old answers from new ones.

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
    text = text.replace(_FIELDS, described(answer_model))
    sent = json.dumps([text, strict_schema(answer_model)], sort_keys=True)
    return Prompt(name, int(newest["version"]), text, hashlib.sha256(sent.encode()).hexdigest()[:8])


def as_data(text: str) -> str:
    """The text between two marks that it cannot contain, for the user message.

    The mark holds a hash of the text, so a posting cannot close its own block and go on as if it were the user.
    """
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"<<<DATA {mark}\n{text}\nDATA {mark}>>>"
