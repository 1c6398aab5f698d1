"""Labelled fields of a posting: "Technologies: ..." names skills wherever it stands, "Job title: ..." never does."""

import re
from bisect import bisect_right
from enum import Enum


class Label(Enum):
    """What a labelled field holds, as far as skills go."""

    STACK = "stack"
    INDUSTRY = "industry"
    SILENT = "silent"


_LABELS: dict[str, Label] = {
    **dict.fromkeys(
        (
            "technologies", "technology", "technologies used", "tech stack", "technical stack", "technology stack",
            "our tech stack", "our stack", "the stack", "stack", "tech", "tools", "tools and technologies",
            "technical environment", "tech environment", "key skills", "skills", "skill set", "technical skills",
            "required skills", "mandatory skills", "primary skills", "must have skills", "programming languages",
            "frameworks", "databases", "tags", "keywords",
        ),
        Label.STACK,
    ),
    **dict.fromkeys(("industry", "industries", "sector", "industry sector", "business domain"), Label.INDUSTRY),
    **dict.fromkeys(
        (
            "role", "job title", "title", "position", "position title", "job role", "reports to", "reporting to",
            "department", "team", "location", "locations", "address", "job type", "employment type", "contract type",
            "company", "company name", "company size", "company type", "experience level", "seniority", "seniority level",
            "date posted", "job function", "function", "job id", "url", "source", "hiring manager", "job family",
            "job category", "category", "compensation", "salary", "salary range", "pay", "benefits", "location options",
            "start date", "education level", "work arrangement", "workplace type",
        ),
        Label.SILENT,
    ),
}  # fmt: skip
_NAMES = "|".join(sorted((re.escape(name).replace(r"\ ", " +") for name in _LABELS), key=len, reverse=True))
# On its line with a colon, or alone on a line of its own with the value on the next.
_FIELD = re.compile(
    rf"^[ \t*#>•_-]*(?P<name>{_NAMES})[ \t*_]*(?::[ \t*_]*(?P<same>[^\n]*\w[^\n]*)|:?[ \t*_]*\n(?P<next>[^\n]+))$",
    re.MULTILINE,
)
# A longer "value" on the next line is a paragraph below a heading and no field.
_LONGEST_BELOW = 160


class LabelledFields:
    """The labelled fields of one lower-case view, searched by offset."""

    def __init__(self, view: str) -> None:
        self.fields: list[tuple[int, int, Label]] = []
        at = 0
        while found := _FIELD.search(view, at):
            group = "same" if found["same"] else "next"
            start, end = found.span(group)
            at = found.end("name")
            if group == "same" or end - start <= _LONGEST_BELOW:
                label = _LABELS[" ".join(found["name"].split())]
                self.fields.append((found.start("name") if label is Label.SILENT else start, end, label))
        self._starts = [field[0] for field in self.fields]

    def label_at(self, offset: int) -> Label | None:
        """The kind of field that an offset lies in, None outside of fields."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.fields[place][1]:
            return None
        return self.fields[place][2]
