"""The mapping file: what columns of a feed mean that no shape knows, constants, and a feed's kind."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds import own
from jd_assets.ingest.feeds.values import Item, text_of

#: A mapping file larger than this is none.
MAX_BYTES = 1_000_000
KINDS = (
    *("schema_org", "lever", "greenhouse", "ashby", "smartrecruiters", "workable", "recruitee", "personio", "jobspy"),
    *("hacker_news", "rss", "own"),
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")


class Feed(BaseModel):
    """One feed of a mapping file."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=_NAME.pattern, description="Ids are the feed's own")]
    files: str | None = Field(default=None, description="Pattern of file names, as 'acme-*.csv'")
    columns: list[str] = Field(default=[], description="Columns or keys that an item must have")
    kind: str | None = Field(default=None, description="Shape that it is read as")
    fields: dict[str, str | list[str]] = Field(default={}, description="Name here: its column, or several to join")
    constants: dict[str, Any] = Field(default={}, description="Name here: value where the feed states none")

    @model_validator(mode="after")
    def _known(self) -> "Feed":
        if self.kind is not None and self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none; there are {', '.join(KINDS)}")
        for part in (self.fields, self.constants):
            if unknown := sorted(set(part) - set(own.FIELDS)):
                raise ValueError(f"{', '.join(unknown)} is no field; there are {', '.join(own.FIELDS)}")
        if self.fields and "text" not in self.fields:
            raise ValueError("fields must say which column is the text")
        if self.fields and self.kind not in {None, own.NAME}:
            raise ValueError("a feed has a kind, or fields of its own")
        return self

    @property
    def columns_read(self) -> list[str]:
        """The columns that its fields are made of."""
        return [each for given in self.fields.values() for each in ([given] if isinstance(given, str) else given)]

    def is_of(self, file_name: str, keys: Collection[str]) -> bool:
        """Whether an item with these keys in a file of that name belongs to it."""
        named = self.files is None or fnmatchcase(file_name.lower(), self.files.lower())
        return named and all(_has(keys, column) for column in self.columns)

    def renamed(self, item: Item) -> dict[str, Any]:
        """The item under this project's names; the item itself where the feed names no fields."""
        if not self.fields:
            return dict(item)
        return {name: _joined(item, columns) for name, columns in self.fields.items()}


class MappingFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    feeds: list[Feed]


@dataclass(frozen=True)
class Mappings:
    """The feeds of a mapping file, the first that fits counts; none without a file."""

    feeds: tuple[Feed, ...] = ()

    def feed_of(self, file_name: str, keys: Collection[str], by_columns: bool = False) -> Feed | None:
        """The feed that an item belongs to; with `by_columns` only one that names columns, which the item has."""
        fitting = (feed for feed in self.feeds if feed.is_of(file_name, keys))
        return next((feed for feed in fitting if feed.columns or not by_columns), None)

    @property
    def columns_read(self) -> frozenset[str]:
        """All columns that a feed speaks of."""
        return frozenset(column.split(".")[0] for feed in self.feeds for column in (*feed.columns, *feed.columns_read))


NO_MAPPINGS = Mappings()


def read_mappings(path: Path | None) -> Mappings:
    """The feeds of a mapping file; none where there is no file.

    Raises:
        PermanentFailure: The file is no YAML, or says what a mapping cannot.
    """
    if path is None:
        return NO_MAPPINGS
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PermanentFailure(f"{path} is larger than {MAX_BYTES:,} bytes, which no mapping file is")
        given = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
        return Mappings(tuple(MappingFile.model_validate(given).feeds))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PermanentFailure(f"{path} cannot be read as YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, each['loc'])) or 'file'}: {each['msg']}" for each in error.errors()[:5])
        raise PermanentFailure(f"{path} is no mapping file: {said} (docs/drops.md has an example)") from error


def _has(keys: Collection[str], column: str) -> bool:
    return column in keys or column.split(".", maxsplit=1)[0] in keys


def _joined(item: Item, columns: str | list[str]) -> Any:
    if isinstance(columns, str):
        return _value(item, columns)
    return "\n\n".join(text for column in columns if (text := text_of(_value(item, column)))) or None


def _value(item: Item, column: str) -> Any:
    """The value of a column, or at the end of a path "location.city"."""
    if column in item:
        return item[column]
    value: Any = item
    for key in column.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value
