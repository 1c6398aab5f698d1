"""Builds a draft role from a cluster of proposals and the stored rows of its postings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_draft import DraftAlias, DraftSkill, NearRole, RoleDraft
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.proposals.drafting.cluster import Backing, Cluster
from jd_assets.proposals.drafting.kras import Duty, draft_kras
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import TOP, best_similarities, kra_scores
from jd_assets.text.employers import UNKNOWN, employer_key

#: Postings read for a draft: what more of them say is repetition, and each has some twenty sentences to compare.
MAX_POSTINGS = 100
#: Skills of a draft, and the postings that must name one (a single one where a draft has no more than two postings).
MAX_SKILLS = 60
MIN_POSTINGS = 2
#: Share of postings from which a skill has weight 3 ("most ask it") and 2 ("many"); below it is 1.
MOST, MANY = 0.5, 0.25


@dataclass(frozen=True)
class Read:
    """The stored rows of one posting."""

    posting: Posting
    parse: NanoParse
    skills: SkillExtraction


def postings_to_read(cluster: Cluster) -> list[str]:
    """The run_ids that a draft is made from: the first posting of every employer, then every second one, and so on."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, str]] = []
    for backing in sorted(cluster.backings, key=lambda item: item.run_id):
        employer = employer_key(backing.employer)
        ranked.append((seen[employer], backing.run_id))
        seen[employer] += 1
    return [run_id for _, run_id in sorted(ranked)[:MAX_POSTINGS]]


def draft_role(cluster: Cluster, rows: Mapping[str, Read], index: RoleIndex) -> RoleDraft:
    """The draft of a cluster.

    Args:
        cluster: Proposals of one role.
        rows: Rows of the postings to read, by run_id; one that failed since is missing.
        index: The library, for the nearest roles, and the embedder.
    """
    backing_of = {backing.run_id: backing for backing in cluster.backings}
    run_ids = sorted(run_id for run_id in rows if run_id in backing_of)
    duties = [duty for run_id in run_ids for duty in _duties(backing_of[run_id], rows[run_id])]
    kras = draft_kras(duties, index.embedder)
    # The title that most postings use names the role; of equally frequent ones the shortest.
    named = min(cluster.proposals, key=lambda item: (-len(item.backings), len(item.label), item.key))
    names = _employer_names(cluster)
    return RoleDraft(
        slug=named.key,
        display_name=named.label,
        aliases=_aliases(cluster),
        kras=kras,
        skills=_skills([rows[run_id].skills for run_id in run_ids]),
        nearest_roles=_nearest([kra.kra for kra in kras], index),
        employers=sorted(name for key, name in names.items() if key != UNKNOWN),
        unknown_employer=UNKNOWN in names,
        employer_count=cluster.employers,
        posting_count=len(backing_of),
        proposal_keys=[proposal.key for proposal in cluster.proposals],
        run_ids=run_ids,
    )


def _duties(backing: Backing, row: Read) -> list[Duty]:
    # Where a list of duties is missing, the summary is no stand-in: tried on postings outside the library, it brought
    # as many addresses and advertisements as duties.
    spans = [span for span in row.parse.spans if span.section is Section.RESPONSIBILITIES]
    texts = [" ".join(row.posting.text[span.start : span.end].split()) for span in spans]
    return [Duty(text, backing.run_id, employer_key(backing.employer)) for text in texts]


def _aliases(cluster: Cluster) -> list[DraftAlias]:
    counted: Counter[str] = Counter()
    for proposal in cluster.proposals:
        counted[proposal.label] += len(proposal.backings)
    return [DraftAlias(alias=alias, postings=n) for alias, n in sorted(counted.items(), key=lambda x: (-x[1], x[0]))]


def _employer_names(cluster: Cluster) -> dict[str, str]:
    """The first spelling of each employer, by its key."""
    names: dict[str, str] = {}
    for name in sorted(backing.employer or "" for backing in cluster.backings):
        names.setdefault(employer_key(name), name)
    return names


def _skills(extractions: Sequence[SkillExtraction]) -> list[DraftSkill]:
    asked = [[skill for skill in each.final_skills if not skill.negated] for each in extractions]
    # A posting that was read before the library had the skill names it without an id.
    ids = {skill.skill_name.casefold(): skill.skill_id for skills in asked for skill in skills if skill.skill_id}
    counted: Counter[str] = Counter()
    shown: dict[str, tuple[str, str | None]] = {}
    for skills in asked:
        named = {skill.skill_name.casefold(): skill for skill in skills}
        meant = {skill.skill_id or ids.get(name) or f"?{name}": skill.skill_name for name, skill in named.items()}
        counted.update(meant.keys())
        for key, name in meant.items():
            shown.setdefault(key, (name, None if key.startswith("?") else key))
    needed = min(MIN_POSTINGS, max(1, len(extractions) - 1))
    often = sorted((-count, *shown[key]) for key, count in counted.items() if count >= needed)
    found = []
    for negative, name, skill_id in often[:MAX_SKILLS]:
        share = -negative / len(extractions)
        weight = 3 if share >= MOST else 2 if share >= MANY else 1
        found.append(DraftSkill(skill=name, skill_id=skill_id, weight=weight, share=round(share, 4)))
    return found


def _nearest(kras: Sequence[str], index: RoleIndex) -> list[NearRole]:
    if not kras:
        return []
    [scores] = kra_scores(best_similarities(index.embedder.encode(kras), index.kras_by_role), [len(kras)])
    ranked = sorted(zip(scores.tolist(), index.roles, strict=True), key=lambda pair: (-pair[0], pair[1].role_id))
    return [
        NearRole(role_id=role.role_id, slug=role.slug, display_name=role.display_name, similarity=round(score, 4))
        for score, role in ranked[:TOP]
    ]
