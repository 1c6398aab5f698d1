"""Postings of six languages with their right values, and the answer of a model that makes no fault on them."""

import json
from pathlib import Path
from typing import Any

from jd_assets.contracts.posting import Posting
from jd_assets_tests.llm.fake_server import Reply, Request, completion
from jd_assets_tests.llm.postings import posting_of

Labels = dict[str, Any]

#: In the shape of the gold set, so that its oracle and its scorer read them too.
FOREIGN: list[Labels] = [
    json.loads(line) for line in Path(__file__).with_name("foreign.jsonl").read_text(encoding="utf-8").splitlines()
]
_LEVELS = {"bachelor": "Bachelor's"}


def labelled_posting(labels: Labels) -> Posting:
    """The posting of some labels."""
    return posting_of(labels["text"], **labels["given"])


def answered(labels: Labels) -> dict[str, Any]:
    """All that is asked of a posting, as the labels have it."""
    text = labels["text"]
    duties = zip(labels["responsibilities"], labels["responsibilities_en"], strict=True)
    return {
        "JD_type": "pass",
        "company_name": labels["company"],
        "role": labels["role"],
        "role_as_stated": labels["role_as_stated"],
        "job_locations": [
            {"raw": raw, "city": city} for raw, city in zip(labels["locations_raw"], labels["locations"], strict=True)
        ],
        "work_arrangement": labels["work_arrangement"],
        "employment_type": labels["employment_type"],
        "seniority": labels["seniority"],
        "ctc": labels["pay"] and labels["pay"] | {"raw": _line_with(text, labels["pay"]["raw"])},
        "experience": labels["experience"]
        and labels["experience"] | {"raw": _line_with(text, labels["experience"]["raw"])},
        "education": [
            {"level": _LEVELS[item["level"]], "qualification": item["raw"], "raw": item["raw"]}
            for item in labels["education"]
        ],
        "certifications": [{"name": name, "raw": name} for name in labels["certifications"]],
        "languages": labels["languages"],
        "roles_and_responsibilities": [{"text": duty, "text_en": english} for duty, english in duties],
        "skills": [
            {
                "name": skill["name"],
                "mention": skill["text"],
                "quote": _line_with(text, skill["text"]),
                "is_primary": skill["ask"] == "required",
            }
            for skill in labels["skills"]
        ],
    }


def _quoted(text: str, label: Labels | None) -> Labels | None:
    return label and label | {"raw": _line_with(text, label["raw"])}


def reply(request: Request) -> Reply:
    """The answer on whichever of the postings a request holds."""
    asked = request["messages"][-1]["content"]
    labels = next(each for each in FOREIGN if each["text"][:120] in asked)
    return completion(json.dumps(answered(labels)))


def _line_with(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)
