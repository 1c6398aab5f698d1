"""Labelled fields of a posting: "Technologies: ..." names skills wherever it stands, "Job title: ..." never does."""

import re
from bisect import bisect_right
from enum import Enum


class Label(Enum):
    """What a labelled field holds, as far as skills go."""

    STACK = "stack"
    INDUSTRY = "industry"
    SILENT = "silent"


_STACK = """
technologies, technology, technologies used, tech stack, technical stack, technology stack, our tech stack,
our stack, the stack, stack, tech, tools, tools and technologies, technical environment, tech environment, key
skills, skills, skill set, technical skills, required skills, mandatory skills, primary skills, must have
skills, programming languages, frameworks, databases, tags, keywords
"""
_INDUSTRY = "industry, industries, sector, industry sector, business domain"
_SILENT = """
role, job title, title, position, position title, job role, reports to, reporting to, department, team,
location, locations, location options, address, job type, employment type, contract type, company, company
name, company size, company type, experience level, education level, seniority, seniority level, date posted,
start date, job function, function, job id, url, source, hiring manager, job family, job category, category,
compensation, salary, salary range, pay, benefits, work arrangement, workplace type
"""
_LABELS = {
    name: label
    for names, label in ((_STACK, Label.STACK), (_INDUSTRY, Label.INDUSTRY), (_SILENT, Label.SILENT))
    for name in " ".join(names.split()).split(", ")
}
_NAMES = "|".join(sorted(_LABELS, key=len, reverse=True)).replace(" ", " +")
# On its line with a colon, or alone on a line of its own with the value on the next.
_FIELD = re.compile(
    rf"[ \t*#>•_-]*(?P<name>{_NAMES})[ \t*_]*(?::[ \t*_]*(?P<same>[^\n]*\w[^\n]*)|:?[ \t*_]*\n(?P<next>[^\n]+))$",
    re.MULTILINE,
)
_LINE_END = re.compile(r"\n")
# A longer "value" on the next line is a paragraph below a heading and no field.
_LONGEST_BELOW = 160


class LabelledFields:
    """The labelled fields of one lower-case view, searched by offset."""

    def __init__(self, view: str) -> None:
        self._fields: list[tuple[int, int, Label]] = []
        # Line by line: a search for "^..." tries every character of the text and takes ten times as long.
        for at in (0, *(end.end() for end in _LINE_END.finditer(view))):
            found = _FIELD.match(view, at)
            if found is None:
                continue
            start, end = found.span("same" if found["same"] else "next")
            if found["same"] or end - start <= _LONGEST_BELOW:
                label = _LABELS[" ".join(found["name"].split())]
                self._fields.append((found.start("name") if label is Label.SILENT else start, end, label))
        self._starts = [start for start, _, _ in self._fields]

    def label_at(self, offset: int) -> Label | None:
        """The kind of field that an offset lies in, None outside of fields."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._fields[place][1]:
            return None
        return self._fields[place][2]
