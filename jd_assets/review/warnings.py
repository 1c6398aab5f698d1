"""Reasons not to approve a card blindly, each a plain sentence."""

from collections.abc import Iterator, Sequence

from jd_assets.proposals.drafting.kras import DUTY_WORDS
from jd_assets.review.nearest import Near
from jd_assets.review.proposal_store import Proposal, StoredSighting, once_a_posting
from jd_assets.review.resolved import Resolved
from jd_assets.text.employers import UNKNOWN, employer_key
from jd_assets.text.titles import names_work

#: Words of a skill's or title's name; a longer one is mostly a piece of a sentence (proposed skills have at most four,
#: an LLM's may have more).
LONGEST_NAME = 5
#: Said of most cards, and their number of postings says it too: a list need not mark them for it.
LONE = "Only one posting says it"
#: Letters of an employer's name that are looked for in a label: shorter ones are in words by accident.
_SHORTEST_EMPLOYER = 3


def warnings_about(group: Sequence[Proposal], label: str, held: Resolved, settled: Sequence[Near]) -> list[str]:
    """What an admin should know before approving; empty where nothing speaks against it."""
    seen = [sighting for item in group for sighting in item.sightings]
    kind = group[0].kind
    found = list(_about_employers(once_a_posting(seen)))
    if kind == "skill":
        found += _about_employer_names(label, seen)
    if kind not in ("kra", "decision") and len(label.split()) > LONGEST_NAME:
        found.append(f"Its name has more than {LONGEST_NAME} words: it may be a piece of a sentence")
    if kind == "kra" and len(label.split()) > DUTY_WORDS[1]:
        found.append(f"It has more than {DUTY_WORDS[1]} words and may be several duties: word the KRA yourself")
    if kind == "role" and not names_work(label):
        found.append("The title names no work: no role is drafted from it")
    if kind == "skill" and seen and all(sighting.is_primary is False for sighting in seen):
        found.append("Only asked as nice to have")
    found += _about_library(group, held)
    found += [f"Near to '{near.name}', which was {near.source} (similarity {near.similarity:.2f})" for near in settled]
    return found


def _about_employers(seen: Sequence[StoredSighting]) -> Iterator[str]:
    if len(seen) == 1:
        yield LONE
        return
    keys = {employer_key(sighting.employer) for sighting in seen}
    if keys == {UNKNOWN}:
        yield "No posting names its employer"
    elif len(keys) == 1:
        yield f"All postings are of one employer: {min(sighting.employer or '' for sighting in seen)}"


def _about_employer_names(label: str, seen: Sequence[StoredSighting]) -> Iterator[str]:
    """What is called after the employer whose posting names it is mostly its product, its team or itself."""
    words = f" {employer_key(label)} "
    for sighting in seen:
        key = employer_key(sighting.employer)
        if len(key) >= _SHORTEST_EMPLOYER and (f" {key} " in words or words in f" {key} "):
            yield f"Looks like a name of the employer {sighting.employer}: its product or team, or itself"
            return


def known_as(group: Sequence[Proposal], held: Resolved) -> list[tuple[str, str]]:
    """The library skills of which the proposals are other spellings, each with the name that they spell."""
    return sorted({known for item in group if (known := held.other_spelling(item))})


def _about_library(group: Sequence[Proposal], held: Resolved) -> Iterator[str]:
    for skill, name in known_as(group, held):
        called = "" if name == skill else f"'{name}', a name of "
        yield f"Spelled like {called}the library's {skill}: merge it if it means that"
    slugs = sorted({slug for item in group for slug in held.other_roles(item)})
    if slugs:
        yield f"The title is an alias of {', '.join(slugs)} too: approving it makes it a known collision"
