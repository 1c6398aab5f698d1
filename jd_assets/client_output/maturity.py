"""Tech-stack maturity: where the named technologies stand in their life, from legacy to emerging.

The library types each skill with the stage of its life, after the technology life cycle (Arthur D. Little, "The
Strategic Management of Technology", 1981: embryonic, growth, mature, ageing; the library's mainstream lies between
growing and mature). The stages are put at equal steps from 0 (legacy) to 100 (emerging), and the score is their mean,
required technologies weighing 1 and preferred ones 0.5. The label is the stage that is nearest to the score.

Only technologies with a name count (tools, languages, platforms and the like): practices such as code review have no
generation. Lifespan and volatility say how soon knowledge goes out of date, not how old it is; SQL would be made legacy
by counting them in. They are shown beside the score, as shares of the same weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from jd_assets.client_output.skills import PostingSkill
from jd_assets.contracts.client_output import MATURITIES, Maturity, MaturityDriver, TechStackMaturity
from jd_assets.library.snapshot import Skill

TECHNOLOGIES = frozenset(
    {"TOOL", "PLATFORM", "FRAMEWORK", "LIBRARY", "LANGUAGE", "DATABASE", "SERVICE", "PROTOCOL", "FORMAT"}
)
#: Fewer technologies than this are no stack: with two, one old tool would decide.
LEAST = 3
STEP = 100 / (len(MATURITIES) - 1)
DECIMALS = 1


def tech_stack_maturity(skills: Sequence[PostingSkill]) -> TechStackMaturity:
    """The score with its distribution and the technologies that it is read from."""
    rated = [(skill, skill.entry) for skill in skills if skill.entry and skill.entry.skill_nature in TECHNOLOGIES]
    derived = [(skill, skill.derived) for skill in skills if skill.entry is None]
    unrated = [skill.said.skill_name for skill, typing in derived if typing and typing.skill_nature in TECHNOLOGIES]
    if len(rated) < LEAST:
        named = f"{len(rated)} technolog{'y' if len(rated) == 1 else 'ies'} of the library"
        return TechStackMaturity(not_stated=f"The posting names {named}; {LEAST} are needed", unrated=unrated)
    total = sum(skill.weight for skill, _ in rated)
    score = sum(skill.weight * _position(entry) for skill, entry in rated) / total
    drivers = [_driver(skill, entry, total) for skill, entry in rated]
    drivers.sort(key=lambda driver: -driver.share * abs(STEP * MATURITIES.index(driver.maturity) - score))
    return TechStackMaturity(
        score=round(score, DECIMALS),
        label=MATURITIES[int(score / STEP + 0.5)],
        distribution=_shares((driver.maturity, driver.share) for driver in drivers),
        lifespans=_shares((driver.typical_lifespan, driver.share) for driver in drivers),
        volatilities=_shares((driver.volatility, driver.share) for driver in drivers),
        drivers=drivers,
        unrated=unrated,
    )


def _position(entry: Skill) -> float:
    return STEP * MATURITIES.index(_maturity(entry))


def _maturity(entry: Skill) -> Maturity:
    return MATURITIES[MATURITIES.index(entry.maturity)]


def _driver(skill: PostingSkill, entry: Skill, total: float) -> MaturityDriver:
    return MaturityDriver(
        skill_name=skill.said.skill_name,
        skill_id=entry.skill_id,
        maturity=_maturity(entry),
        typical_lifespan=entry.typical_lifespan,
        volatility=entry.volatility,
        share=skill.weight / total,
        evidence=skill.said.evidence,
    )


def _shares(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for name, share in parts:
        sums[name] += share
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
