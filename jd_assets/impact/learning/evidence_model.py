"""Teaches a library's own evidence model, measures it on what it has not seen, and promotes it where it is better."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import CachedEmbedder
from jd_assets.impact.learning.confirmed import LEAST, ConfirmedPostings, read_examples
from jd_assets.library.changes import begin_change
from jd_assets.library.snapshot import Library
from jd_assets.scoring.evidence_model import FOLDS, EvidenceModel, add_of_folds, fold_of
from jd_assets.scoring.evidence_training import teach

#: A new model is taught when there are so many times as many confirmed postings as taught the last one.
GROWTH = 1.2
#: Standard errors by which postings gained must outnumber postings lost (one-sided sign test at 5 %): one model in
#: twenty that is no better passes.
SURE = 1.64
#: Penalties that are tried, and the one that decides most held-out postings right is kept, as the mean over roles: how
#: far titles can be trusted differs from one ledger to the next.
PENALTIES = (1e-5, 1e-4, 1e-3)


@dataclass(frozen=True)
class RoleFigures:
    """Held-out postings of one role: how many there are, and the shares decided right before and after."""

    postings: int
    before: float
    after: float


@dataclass(frozen=True)
class Figures:
    """What was measured on postings that had no part in the model they were decided with.

    Attributes:
        macro_before: Share decided right without the model, the mean over roles.
        macro_after: The same with it.
        gained: Postings that it alone decides right.
        lost: Postings that are decided right without it alone.
        by_role: The same by role.
    """

    macro_before: float
    macro_after: float
    gained: int
    lost: int
    by_role: Mapping[str, RoleFigures]

    @property
    def rows(self) -> list[list[str]]:
        """Role, held-out postings and shares before and after, for people; the roles with most postings first."""
        ordered = sorted(self.by_role.items(), key=lambda item: -item[1].postings)
        return [[slug, str(role.postings), f"{role.before:.2f}", f"{role.after:.2f}"] for slug, role in ordered]

    @property
    def is_better(self) -> bool:
        """Whether the model is to decide from now on."""
        sure = self.gained - self.lost > SURE * math.sqrt(self.gained + self.lost)
        return sure and self.macro_after > self.macro_before


@dataclass(frozen=True)
class Lesson:
    """What came of teaching.

    Attributes:
        postings: Confirmed postings of roles that have enough of them.
        roles: How many roles these are of.
        figures: What was measured; None where no model was taught.
        promoted: Whether the model decides from now on.
        reason: Why, in a sentence.
    """

    postings: int
    roles: int
    figures: Figures | None
    promoted: bool
    reason: str


def teach_library(
    connect: Connect, library: Library, embedder: CachedEmbedder, actor: str, dagster_run_id: str | None = None
) -> Lesson:
    """Teach a model by all confirmed postings, keep it with its figures, and promote it where it is better.

    Without many more confirmed postings than taught the last one nothing is done: an admin who took a promotion back is
    not overruled by the same evidence.
    """
    examples = read_examples(connect, library, embedder)
    count, roles = len(examples.run_ids), examples.roles
    with connect() as connection:
        last = connection.execute(sql("evidence_model_newest"), {"embedder": embedder.embedder_id}).fetchone()
    if roles < 2:
        return Lesson(count, roles, None, False, f"It takes two roles with {LEAST} confirmed postings each to learn.")
    if last and count < GROWTH * last[2]:
        reason = f"The last model was taught by {last[2]} postings, the next is due from {math.ceil(GROWTH * last[2])}."
        return Lesson(count, roles, None, False, reason)
    tried = [[_teach(examples, fold, penalty) for fold in range(FOLDS)] for penalty in PENALTIES]
    figures, models = max(((_measure(examples, each), each) for each in tried), key=lambda pair: pair[0].macro_after)
    with connect() as connection:
        model_id = _keep(connection, examples, models, figures, embedder.embedder_id, dagster_run_id)
        if figures.is_better:
            _promote(connection, model_id, count, figures, actor)
    told = f"{figures.gained} of the held-out postings gained, {figures.lost} lost, mean over roles "
    told += f"{figures.macro_before:.3f} before and {figures.macro_after:.3f} after"
    return Lesson(count, roles, figures, figures.is_better, f"{told}: {_verdict(figures)}.")


def _verdict(figures: Figures) -> str:
    return "it decides from now on" if figures.is_better else "not surely better, so decisions stay as they are"


def _teach(examples: ConfirmedPostings, fold: int, penalty: float) -> EvidenceModel:
    """The model of one fold, taught by the others."""
    others = np.flatnonzero(fold_of(examples.run_ids) != fold)
    return teach(examples.terms[others], examples.odds[others], examples.right[others], examples.slugs, penalty)


def _measure(examples: ConfirmedPostings, models: list[EvidenceModel]) -> Figures:
    odds = examples.odds.copy()
    add_of_folds(odds, models, examples.terms, examples.run_ids, examples.slugs)
    before = examples.odds.argmax(axis=1) == examples.right
    after = odds.argmax(axis=1) == examples.right
    by_role = {
        examples.slugs[role]: _of_role(before[examples.right == role], after[examples.right == role])
        for role in np.unique(examples.right).tolist()
    }
    return Figures(
        macro_before=round(float(np.mean([role.before for role in by_role.values()])), 4),
        macro_after=round(float(np.mean([role.after for role in by_role.values()])), 4),
        gained=int((after & ~before).sum()),
        lost=int((before & ~after).sum()),
        by_role=by_role,
    )


def _of_role(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> RoleFigures:
    return RoleFigures(len(before), round(float(before.mean()), 4), round(float(after.mean()), 4))


def _keep(
    connection: psycopg.Connection,
    examples: ConfirmedPostings,
    models: list[EvidenceModel],
    figures: Figures,
    embedder: str,
    dagster_run_id: str | None,
) -> int:
    values: dict[str, Any] = {
        "embedder": embedder,
        "postings": len(examples.run_ids),
        "roles": examples.roles,
        "figures": json.dumps(asdict(figures)),
        "archives": [model.to_bytes() for model in models],
        "dagster_run_id": dagster_run_id,
    }
    row = connection.execute(sql("evidence_model_add"), values).fetchone()
    return int(row[0]) if row else 0


def _promote(connection: psycopg.Connection, model_id: int, postings: int, figures: Figures, actor: str) -> None:
    reason = f"evidence model {model_id}: {figures.gained} postings gained, {figures.lost} lost"
    change = begin_change(connection, "teach", actor, reason)
    change.promote_model(model_id, postings)
    change.close()
