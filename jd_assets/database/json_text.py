"""Payloads as JSON that Postgres takes."""

import re
from typing import Any

from jd_assets.contracts.base import Payload

#: A NUL as JSON writes it; an escaped backslash before it is another text. Answers of LLMs may hold one.
_NUL = re.compile(r"(\\\\)|\\u0000")


def payload_json(payload: Payload, include: Any = None, exclude: Any = None) -> str:
    """The payload as JSON that Postgres takes: U+FFFD for NUL, one for one.

    Args:
        payload: The payload.
        include: The fields to write, as pydantic is told; None for all.
        exclude: Those to leave out.
    """
    text = payload.model_dump_json(include=include, exclude=exclude)
    return _NUL.sub(lambda found: found[1] or "\\ufffd", text) if "\\u0000" in text else text
