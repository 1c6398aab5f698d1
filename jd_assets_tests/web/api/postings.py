"""Small postings of the tests' own; each test takes one that no other does."""

from typing import Any

TEMPLATE = """{title}

About the role
We are looking for a {title} who joins our team in Leeds.

Responsibilities
- Design and build services in {skill} that our customers rely on.
- Run them in production on AWS and find out why they are slow.

Requirements
- 5+ years of experience with {skill} and PostgreSQL.
- Docker is a plus.
"""


def posting(name: str, title: str = "Backend Engineer", skill: str = "Python", **given: Any) -> dict[str, Any]:
    """A posting as a client sends it; `name` keeps it apart from those of other tests."""
    text = TEMPLATE.format(title=title, skill=skill) + f"\nReference: {name}\n"
    return {"text": text, "title": title, "company": "Northwind", **given}
