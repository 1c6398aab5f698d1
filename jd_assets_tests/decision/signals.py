"""Signals as `role_scoring` stores them, from a few numbers over the small library."""

from collections.abc import Mapping, Sequence

import numpy as np

from jd_assets.contracts.nano_parse import NanoParse, NanoParsed
from jd_assets.contracts.role_scoring import AliasMatch, KraMatch, RoleMatch, RoleScoring, Stage3Signals
from jd_assets.decision.signal_view import SignalView, read_evidence
from jd_assets.decision.thresholds import Thresholds
from jd_assets.scoring.combine import Weights, rank_roles
from jd_assets.scoring.index import RoleIndex
from jd_assets_tests.decision.small_library import LIBRARY

Scores = Mapping[str, float]

_NONE = np.zeros((0, 2), dtype=np.float32)
#: Weights and limits of these tests' own: fitting the pipeline's anew must not change what the table says.
WEIGHTS = Weights(alias=0.40, kra=0.30, skill=0.25, wording=0.0, prior=0.0, centroid=0.05, evidence_model=0.03)
LIMITS = Thresholds(
    evidence_floor=0.20, foreign_floor=0.28, supported_floor=0.10, evidence_margin=0.02, tie_margin=0.02
)
INDEX = RoleIndex(LIBRARY, None, (), _NONE, np.zeros(0, dtype=np.int64), (), _NONE, {}, None)  # type: ignore[arg-type]


def exact(*slugs: str) -> list[AliasMatch]:
    """Roles whose alias the title is."""
    return [alias(slug, "exact", 1.0) for slug in slugs]


def contained(slug: str, title: str) -> list[AliasMatch]:
    """A role that the title names with something added."""
    return [alias(slug, "contained", 0.9, title)]


def alias(slug: str, kind: str, score: float, title: str = "Big Data Engineer") -> AliasMatch:
    return AliasMatch.model_validate(_named(slug, score) | {"alias": "Big Data Engineer", "title": title, "kind": kind})


def scoring(
    aliases: Sequence[AliasMatch] = (),
    kra: Scores | None = None,
    skill: Scores | None = None,
    centroid: Scores | None = None,
    evidence_model: Scores | None = None,
) -> RoleScoring:
    """A stored scoring with these signals, ranked as the pipeline ranks."""
    given = {
        "alias": {match.slug: match.score for match in aliases},
        "kra": kra or {},
        "skill": skill or {},
        "wording": {},
        "prior": {},
        "centroid": centroid or {},
        "evidence_model": evidence_model or {},
    }
    [ranked] = rank_roles({name: _row(scores)[None] for name, scores in given.items()}, INDEX, WEIGHTS)
    return RoleScoring(
        stage3_signals=Stage3Signals(
            alias_found=any(match.kind == "exact" for match in aliases),
            alias_match_roles=list(aliases),
            kra_match_roles=_top(given["kra"], with_sentence=True),
            skill_match_roles=_top(given["skill"]),
            centroid_match_roles=_top(given["centroid"]),
        ),
        ranked_roles=[role for role in ranked if role.score > 0],
        library_version=LIBRARY.version,
        embedder="tiny@1/fp32",
    )


def evidence(
    aliases: Sequence[AliasMatch] = (),
    kra: Scores | None = None,
    skill: Scores | None = None,
    centroid: Scores | None = None,
    evidence_model: Scores | None = None,
) -> SignalView:
    """What the decision table reads out of such a scoring."""
    return read_evidence(scoring(aliases, kra, skill, centroid, evidence_model))


def parse(role: str | None = "Big Data Engineer", gate: str = "pass", reason: str | None = None) -> NanoParse:
    """A parsed posting with this title."""
    return NanoParse(nano_parsed=NanoParsed.model_validate({"JD_type": gate, "role": role, "JD_type_reason": reason}))


def _named(slug: str, score: float) -> dict[str, object]:
    role = LIBRARY.role_by_slug[slug]
    return {"slug": slug, "role_id": role.role_id, "display_name": role.display_name, "score": score}


def _row(scores: Scores) -> np.ndarray:
    return np.array([scores.get(role.slug, 0.0) for role in LIBRARY.roles], dtype=np.float32)


def _top(scores: Scores, with_sentence: bool = False) -> list[RoleMatch]:
    matches = []
    for slug, score in sorted(scores.items(), key=lambda item: -item[1]):
        pairs = [KraMatch(kra_text=LIBRARY.role_by_slug[slug].kras[0], sentence="Does it.", similarity=score)]
        matches.append(
            RoleMatch.model_validate(_named(slug, score) | ({"kra_matches": pairs} if with_sentence else {}))
        )
    return matches
