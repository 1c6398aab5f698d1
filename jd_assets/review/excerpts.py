"""The words of postings that show what a card proposes, with the words around them."""

from dataclasses import dataclass

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.review.card import Card

#: Characters before and after a piece of evidence: a line of context each.
AROUND = 90
#: Characters of a posting whose title is the evidence: enough to see what the job is.
LEAD = 240


@dataclass(frozen=True)
class Excerpt:
    """A place in a posting; where the evidence is its title, `text` is empty and `after` how the posting begins."""

    run_id: str
    employer: str | None
    title: str | None
    section: str | None
    before: str
    text: str
    after: str


def read_excerpts(connect: Connect, card: Card) -> list[Excerpt]:
    """The places of the card's evidence, in its order, read from the postings' texts."""
    given = {
        "run_ids": [sighting.run_id for sighting in card.evidence],
        "firsts": [sighting.start for sighting in card.evidence],
        "lasts": [sighting.end for sighting in card.evidence],
        "around": AROUND,
        "lead": LEAD,
    }
    with connect() as connection:
        rows = connection.execute(sql("review_passages"), given).fetchall()
    return [
        Excerpt(run_id, sighting.employer, title, sighting.section, before, text, after)
        for (run_id, title, before, text, after), sighting in zip(rows, card.evidence, strict=True)
    ]
