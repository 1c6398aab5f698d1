"""Every place of the posting that the client output rests on, turned round: from the place to what it bears out."""

from collections.abc import Iterator

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.client_output import (
    AiIndex,
    EvidenceIndex,
    EvidencePlace,
    KraDescriptions,
    NatureOfWork,
    SkillClusters,
)


def evidence_index(clusters: SkillClusters, nature: NatureOfWork, ai: AiIndex, kras: KraDescriptions) -> EvidenceIndex:
    """The places in order of the text; the maturity rests on places of skills, which are there already."""
    places: dict[tuple[int, int], EvidencePlace] = {}
    for place, claim in _claims(clusters, nature, ai, kras):
        found = places.get((place.start, place.end))
        if found is None:
            places[place.start, place.end] = EvidencePlace(
                start=place.start, end=place.end, text=place.text, section=place.section, bears_out=[claim]
            )
        elif claim not in found.bears_out:
            found.bears_out.append(claim)
    if not places:
        return EvidenceIndex(not_stated="Nothing that is said of the posting rests on a place of its text")
    return EvidenceIndex(places=[places[key] for key in sorted(places)])


def _claims(
    clusters: SkillClusters, nature: NatureOfWork, ai: AiIndex, kras: KraDescriptions
) -> Iterator[tuple[Evidence, str]]:
    for cluster in clusters.clusters:
        for skill in cluster.skills:
            for place in skill.evidence:
                yield place, f"skill: {skill.skill_name}"
    for share in nature.shares:
        for verb in share.verbs:
            yield verb.evidence, f"work: {share.kind}"
    for driver in ai.drivers:
        for place in driver.evidence:
            yield place, "AI index"
    for kra in kras.kras:
        for match in kra.matches:
            yield match.evidence, "KRA"
