"""The gold postings, and what a model of a given quality answers on them by the shared folder's `eval/oracle.py`."""

import gzip
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from jd_assets.contracts.nano_parse import ClaimedSkill, NanoParsed
from jd_assets.contracts.posting import Posting
from jd_assets.llm.nano_answer import NanoParsedAnswer, nano_parsed_of

Gold = Mapping[str, Any]


def script(shared: Path, name: str) -> ModuleType:
    """A script of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{shared}/eval/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_postings(shared: Path) -> list[Gold]:
    """The labelled postings."""
    with gzip.open(shared / "data" / "dev" / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def posting_of(gold: Gold) -> Posting:
    """The posting with what came beside its text."""
    given = {name: value for name, value in gold["given"].items() if value}
    parts = {"run_id": gold["id"], "source": "gold", "source_id": gold["id"], "content_hash": "", "text": gold["text"]}
    return Posting.model_validate(parts | given)


class Answers:
    """The answers of a model that leaves out a share of skills and duties and invents some.

    Attributes:
        miss: Share of skills and duties that it leaves out.
        invent: Share of postings on which it names what is no skill.
    """

    def __init__(self, shared: Path, golds: list[Gold], miss: float, invent: float) -> None:
        self.miss, self.invent = miss, invent
        self._oracle, self._golds = script(shared, "oracle"), golds

    def parse(self, gold: Gold) -> NanoParsed:
        """The fields."""
        answer = self._oracle.nano_parse(self._labels(gold))
        return nano_parsed_of(NanoParsedAnswer.model_validate(answer))

    def skills(self, gold: Gold) -> list[ClaimedSkill]:
        """The skills, each with its words and its sentence."""
        return [
            ClaimedSkill(
                name=skill["name"],
                mention=skill["text"],
                quote=self._oracle.sentence(gold["text"], skill["text"]) if skill["text"] in gold["text"] else "",
                is_primary=skill["ask"] != "preferred",
            )
            for skill in self._labels(gold)["skills"]
        ]

    def _labels(self, gold: Gold) -> Gold:
        labels: Gold = self._oracle.ordinary(gold, self._golds, self.miss, self.invent)
        return labels
