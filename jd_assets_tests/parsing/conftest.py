"""Postings written for these tests, and a short way to parse a text."""

from collections.abc import Callable

import pytest

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.parsing.rules import read_posting

Parse = Callable[..., NanoParse]


def posting(text: str, *, title: str | None = None, company: str | None = None, location: str | None = None) -> Posting:
    """A posting whose identity does not matter."""
    return Posting(
        run_id="run", source="test", source_id="1", content_hash="hash", text=text, title=title, company=company,
        location=location,
    )  # fmt: skip


@pytest.fixture
def parse() -> Parse:
    """Parse a text by the rules."""

    def read(text: str, **given: str) -> NanoParse:
        return read_posting(posting(text, **given))

    return read


BULLETED = """\
# Senior Data Engineer (m/f/d) — Lumora

**Location:** Berlin, Germany (hybrid)
**Employment type:** Full-time
**Salary:** €70,000 – €85,000 per year

## About Lumora
Lumora is a fintech company that helps shops in 12 countries to get paid. At Lumora, we value curiosity.

## What you'll do
- Build and run data pipelines with Airflow and dbt
- Design data models for finance reporting
- Mentor two junior engineers

## What you bring
- 5+ years of experience in data engineering
- Bachelor's degree in Computer Science or a related field
- Fluent English; German is a plus

## Nice to have
- Experience with Kafka
- AWS Certified Solutions Architect

## Benefits
- 30 days of paid vacation
- €1,000 annual training budget

Lumora is an equal opportunity employer and hires without regard to gender identity.
"""

ONE_PARAGRAPH = (
    "Tidewater is a logistics company with offices in Rotterdam. We are looking for a Backend Developer to join "
    "our team. "
    "Responsibilities You will design services in Java and keep them running. You will review code of others. "
    "Qualifications Bachelor’s degree in computer science. At least three years of experience with Java or Kotlin. "
    "Knowledge of Kubernetes is a plus. Tidewater is an equal opportunity employer."
)
