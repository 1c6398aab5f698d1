"""The signals of stored runs by a library, without their texts."""

from collections.abc import Sequence

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import CachedEmbedder
from jd_assets.impact.kra import KraScores
from jd_assets.impact.skills import SkillReader
from jd_assets.impact.stored import Scored
from jd_assets.library.snapshot import Library
from jd_assets.scoring import inputs as packing
from jd_assets.scoring.alias import alias_matches
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets.scoring.signals import Signals
from jd_assets.scoring.skill import skill_scores


class StoredSignals:
    """One library made ready to score stored runs.

    Attributes:
        index: The library's index.
    """

    def __init__(self, connect: Connect, library: Library, embedder: CachedEmbedder) -> None:
        self.index: RoleIndex = build_index(library, embedder)
        self._kras = KraScores(connect, self.index)
        self._skills = SkillReader(connect, library, self.index)

    def of(self, runs: Sequence[Scored]) -> Signals:
        """The signals of each run, in their order."""
        index, inputs = self.index, [run.inputs for run in runs]
        terms = packing.unpack_terms([each.terms for each in inputs])
        return Signals(
            aliases=alias_matches([run.titles for run in runs], index),
            kra=self._kras.of(runs),
            skill=skill_scores(self._skills.of(runs), index),
            wording=index.wording.scores(terms),
            centroid=packing.unpack_centroid_scores([each.centroid_scores for each in inputs], index),
            evidence_model=index.evidence_scores(terms, [each.run.run_id for each in runs]),
            given_titles=[each.title if each.title_given else None for each in inputs],
        )
