"""Decides what of a taxonomy is new to the library and what it holds already, without touching the database.

What other hands put into the library wins: an occupation whose title some role has is that role, a skill whose name
some skill has is that skill, and a title or alias that is taken stays where it is.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from jd_assets.library.importing.matching import match_rule
from jd_assets.library.importing.taxonomy import Occupation, Taxonomy
from jd_assets.text.slugs import free_slug
from jd_assets.text.titles import names_work, normalise_alias, speaking_nouns

#: Titles that several roles of the seed library share by design: what the posting says decides among them.
UNDECIDED_TITLES = frozenset(
    "software engineer|software developer|software programmer|application developer|applications developer|"
    "application programmer|computer programmer|programmer analyst|technical staff|swe|it consultant|"
    "it specialist".split("|")
)

#: A single word that ends the titles of as many occupations ranks their work or says its manner. O*NET 27.0 gives
#: "Supervisor" (it ends titles of 90 others), "Aide" (75), "Helper" (50) and "Chief" (23) to one occupation, where a
#: posting of that title would be decided without a look at its text; "Auditor" (19) and "Electrician" (14) name work.
#: A "Driver" or "Teacher" tells the work, and where several occupations have the title the text chooses among them.
RANKING_WORD = 20

ImportRows = list[dict[str, Any]]


@dataclass(frozen=True)
class HeldNames:
    """What the library holds, without the rows that an import of the same source is to give anew.

    Attributes:
        slugs: Slug of each role by id, those of the source among them.
        open_roles: Roles that a taxonomy brought: they take skills and KRAs as well, curated roles titles alone.
        titles: Roles by normalised title.
        codes: Role of each occupation at the source's last import.
        skills: Skill ids by lower-case name and alias.
        skill_names: The names among these.
        own_skills: Skill ids that earlier imports of the source gave, by lower-case name: they stay.
    """

    slugs: Mapping[int, str]
    open_roles: frozenset[int]
    titles: Mapping[str, list[int]]
    codes: Mapping[str, int]
    skills: Mapping[str, str]
    skill_names: frozenset[str]
    own_skills: Mapping[str, str]


@dataclass
class ImportPlan:
    """Rows to write by kind, and what became of everything."""

    rows: dict[str, ImportRows] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)


def plan_import(taxonomy: Taxonomy, held: HeldNames) -> ImportPlan:
    """What to write so that the library holds the taxonomy."""
    plan = ImportPlan()
    skill_ids = _plan_skills(taxonomy, held, plan)
    role_ids = _plan_roles(taxonomy, held, plan)
    _plan_role_skills(taxonomy, held, plan, role_ids, skill_ids)
    return plan


def _plan_skills(taxonomy: Taxonomy, held: HeldNames, plan: ImportPlan) -> dict[str, str]:
    """Plan skills, their parents and aliases; returns the skill id of each code."""
    ids: dict[str, str] = {}
    names = dict(held.skills)
    used = set(held.own_skills.values())
    # An alias may stand for less than its skill does ("electric motors" for motion control): what the taxonomy calls
    # it besides would be no name of the skill.
    narrower: set[str] = set()
    for skill in sorted(taxonomy.skills, key=lambda item: item.code):
        if skill.name.lower() in names:
            ids[skill.code] = names[skill.name.lower()]
            if skill.name.lower() not in held.skill_names:
                narrower.add(skill.code)
            plan.counts["skills_known"] += 1
            continue
        skill_id = held.own_skills.get(skill.name.lower()) or free_slug(taxonomy.source.key, skill.name, used)
        ids[skill.code] = names[skill.name.lower()] = skill_id
        rule = match_rule(skill.name, skill.is_technology)
        plan.rows["skills"].append({"skill_id": skill_id, "name": skill.name, **asdict(skill.typing), "match": rule})
    own = {row["skill_id"] for row in plan.rows["skills"]}
    for skill in taxonomy.skills:
        skill_id, parent = ids[skill.code], ids.get(skill.parent or "")
        if parent and skill_id in own and parent != skill_id:
            plan.rows["skill_parents"].append({"skill_id": skill_id, "parent": parent})
        for alias in skill.alternates:
            rule = match_rule(alias, skill.is_technology)
            if names.get(alias.lower()) == skill_id:
                continue
            if alias.lower() in names or rule == "never" or skill.code in narrower:
                plan.counts["skill_aliases_skipped"] += 1
                continue
            names[alias.lower()] = skill_id
            plan.rows["skill_aliases"].append({"skill_id": skill_id, "alias": alias, "match": rule})
    return ids


def _plan_roles(taxonomy: Taxonomy, held: HeldNames, plan: ImportPlan) -> dict[str, int]:
    """Plan roles, KRAs and titles; returns the role id of each code, but of those that several roles could be."""
    ids: dict[str, int] = {}
    own = range(taxonomy.source.first_role_id, taxonomy.source.first_role_id + 100_000)
    free = max((role_id for role_id in held.slugs if role_id in own), default=own.start - 1) + 1
    slugs = set(held.slugs.values())
    for job in sorted(taxonomy.occupations, key=lambda item: item.code):
        same = held.titles.get(normalise_alias(job.title), [])
        if same:
            plan.counts["roles_known"] += 1
            if len(same) == 1:
                ids[job.code] = same[0]
            continue
        role_id = held.codes.get(job.code, -1)
        if role_id not in own:
            role_id, free = free, free + 1
        ids[job.code] = role_id
        plan.rows["roles"].append(
            {
                "role_id": role_id,
                "slug": held.slugs.get(role_id) or free_slug(taxonomy.source.key, job.title, slugs),
                "display_name": job.title,
                "role_family": job.role_family,
                "archetype": job.archetype,
            }
        )
    plan.rows["crosswalk"] = [{"code": code, "role_id": role_id} for code, role_id in ids.items()]
    _plan_titles(taxonomy, held, plan, ids)
    for job in taxonomy.occupations:
        if job.code in ids and _takes_all(ids[job.code], held):
            plan.rows["role_kras"] += [{"role_id": ids[job.code], "kra": kra} for kra in dict.fromkeys(job.kras) if kra]
    return ids


def _plan_titles(taxonomy: Taxonomy, held: HeldNames, plan: ImportPlan, ids: Mapping[str, int]) -> None:
    """Each role's titles once; one that several occupations share is a known collision, and none of a curated role."""
    wanted: dict[str, dict[int, str]] = defaultdict(dict)
    ranking = _ranking_words(taxonomy)
    for job in taxonomy.occupations:
        for title in _titles(job) if job.code in ids else ():
            normalised = normalise_alias(title)
            if not names_work(title) or normalised in UNDECIDED_TITLES or normalised in ranking - speaking_nouns():
                plan.counts["titles_skipped"] += 1
            elif normalised not in held.titles:
                wanted[normalised].setdefault(ids[job.code], title)
            elif ids[job.code] not in held.titles[normalised]:
                plan.counts["titles_skipped"] += 1
    for normalised, roles in wanted.items():
        if normalised in ranking and len(roles) == 1:
            plan.counts["titles_skipped"] += 1
            continue
        shared = sum(_takes_all(role_id, held) for role_id in roles)
        for role_id, title in roles.items():
            if len(roles) > 1 and not _takes_all(role_id, held):
                plan.counts["titles_skipped"] += 1
                continue
            plan.rows["role_aliases"].append(
                {"role_id": role_id, "alias": title, "normalised": normalised, "collision": shared > 1}
            )


def _ranking_words(taxonomy: Taxonomy) -> set[str]:
    """Words that end the longer titles of many occupations."""
    ended: dict[str, set[str]] = defaultdict(set)
    for job in taxonomy.occupations:
        for title in _titles(job):
            before, _, last = normalise_alias(title).rpartition(" ")
            if before:
                ended[last].add(job.code)
    return {word for word, codes in ended.items() if len(codes) >= RANKING_WORD}


def _titles(job: Occupation) -> list[str]:
    return list(dict.fromkeys((job.title, *job.alternates)))


def _plan_role_skills(
    taxonomy: Taxonomy, held: HeldNames, plan: ImportPlan, role_ids: Mapping[str, int], skill_ids: Mapping[str, str]
) -> None:
    weights: dict[tuple[int, str], int] = {}
    for job, skill, weight in taxonomy.role_skills:
        if job in role_ids and skill in skill_ids and _takes_all(role_ids[job], held):
            pair = role_ids[job], skill_ids[skill]
            weights[pair] = max(weight, weights.get(pair, 0))
    plan.rows["role_skills"] = [
        {"role_id": role_id, "skill_id": skill_id, "weight": weight} for (role_id, skill_id), weight in weights.items()
    ]


def _takes_all(role_id: int, held: HeldNames) -> bool:
    return role_id in held.open_roles or role_id not in held.slugs
