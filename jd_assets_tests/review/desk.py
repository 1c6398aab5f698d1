"""Proposals as runs write them, and the cards that come of them."""

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.proposal import ProposalKind, ProposalStatus
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import write_batch
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.changes import begin_change
from jd_assets.proposals.write import Sighting, Teaching, write_teaching
from jd_assets.review.cards import Card, read_card, read_cards
from jd_assets.text.slugs import slug_of
from jd_assets.text.titles import normalise_alias

BAKER, WAITER = 1, 2


@dataclass
class Desk:
    """An admin's desk over a database that holds a library."""

    connect: Connect
    embedder: Embedder
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))  # type: ignore[type-arg]

    def posting(self, text: str = "x", title: str | None = None) -> str:
        """A posting that was taken in."""
        run_id = str(uuid.UUID(int=next(self._numbers)))
        stored = Posting(run_id=run_id, source="drop", source_id=run_id, content_hash="0" * 64, text=text, title=title)
        write_batch(self.connect, "posting", Batch({run_id: stored}, {}))
        return run_id

    def propose(
        self,
        label: str,
        *employers: str | None,
        kind: ProposalKind = "skill",
        role_id: int | None = BAKER,
        detail: Mapping[str, Any] | None = None,
        is_primary: bool | None = True,
        text: str | None = None,
        sureness: float | None = None,
    ) -> int:
        """Let one posting of each employer propose it, and return the proposal's id."""
        for employer in employers or (None,):
            run_id = self.posting(text or f"You know {label} well.", title=f"Wanted: {label}")
            start = (text or f"You know {label} well.").find(label)
            evidence = [{"start": start, "end": start + len(label), "text": label, "section": "required"}]
            sighting = Sighting(
                run_id=run_id,
                kind=kind,
                role_id=role_id,
                key=self._key(kind, label, run_id),
                label=label,
                employer=employer,
                is_primary=is_primary if kind == "skill" else None,
                detail=detail or {},
                evidence=evidence if kind == "skill" else [],
                sureness=sureness,
            )
            receipt = write_teaching(self.connect, Teaching([run_id], [sighting], [], [], []))
        return receipt.proposals[sighting.proposal_key][0]

    def repost(self, first: int, *others: int) -> None:
        """Let postings, by number, be one job that is advertised again."""
        group = str(uuid.UUID(int=first))
        with self.connect() as connection:
            connection.execute(
                "INSERT INTO signature (signature_id, sentences, duties, probes) VALUES (%s, '{}', '{}', '{}')",
                (first,),
            )
            for number in (first, *others):
                row = (str(uuid.UUID(int=number)), first, group)
                connection.execute("INSERT INTO repost (run_id, signature_id, group_id) VALUES (%s, %s, %s)", row)

    def settle(self, proposal_id: int, status: ProposalStatus) -> None:
        """Write what an admin decided."""
        with self.connect() as connection:
            connection.execute("UPDATE proposal SET status = %s WHERE proposal_id = %s", (status, proposal_id))

    def run(self, statement: str) -> None:
        """Change the library."""
        with self.connect() as connection:
            change = begin_change(connection, "approve", "ann", "by hand")
            connection.execute(statement.encode())
            change.close()

    def cards(self, *kinds: ProposalKind, status: ProposalStatus = "pending") -> list[Card]:
        """The cards, by rank."""
        return read_cards(self.connect, self.embedder, status, kinds or None)

    def card(self, number: int) -> Card:
        """One card."""
        return read_card(self.connect, self.embedder, number)

    def labels(self) -> list[list[str]]:
        """The spellings of every card in the list, sorted."""
        return sorted(sorted(spelling.label for spelling in card.spellings) for card in self.cards())

    @staticmethod
    def _key(kind: ProposalKind, label: str, run_id: str) -> str:
        return {
            "skill": " ".join(label.lower().split()),
            "alias": normalise_alias(label),
            "sub_role": normalise_alias(label),
            "role": slug_of(label),
            "kra": label.lower(),
            "decision": run_id,
        }[kind]
