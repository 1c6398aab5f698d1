"""Library names that mean something else where they stand: people, places, subjects of a degree, qualities in prose."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from jd_assets.contracts.base import Section
from jd_assets.skills.colleagues import is_department, is_somebody, is_sort_of_firm
from jd_assets.skills.discovery.role_words import is_role, precedes_role
from jd_assets.skills.links import linked
from jd_assets.skills.matcher import Match
from jd_assets.skills.natures import FIELDS_OF_WORK, OF_TECHNOLOGY, TRADES
from jd_assets.skills.reading import Reading
from jd_assets.skills.studies import is_subject
from jd_assets.skills.wordlists import BREAKERS
from jd_assets.text.gazetteer import places
from jd_assets.text.lexicon import VerbForm, lexicon
from jd_assets.text.plurals import plural
from jd_assets.text.words import ACTION_FORMS

_WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")
_LONGEST_WORD = 30
# A posting that names so many technologies is of their world.
_TECHNOLOGIES = 2
# One that names so many is of no other, unless it names so many skills of a trade.
_TECHNICAL = 5
_SKILLS_OF_A_TRADE = 3
# A quality of somebody is the quality of a thing before any other noun: "creative strategies", "reliable code".
_OF_A_THING = re.compile(
    r" (?!(?:skills?|mindset|think(?:ing|er)s?|attitude|approach|nature|personality|abilit(?:y|ies)|aptitude|"
    r"capabilit\w+|persons?|individuals?|people|spirit|manner|style|outlook|mind|character|qualities|traits?|competenc\w+|acumen|"
    r"experience|problem|team|self|work|judg\w+|flair|reasoning|learner|worker|player|leader|communicator|professional|"
    r"candidates?|disposition|demeanou?r|behaviou?r|talents?|knowledge|orientation|energy)\b)(?P<noun>[a-z]{3,})"
)
_QUALITY = re.compile(r"(?:ive|al|able|ible|ed|ic|ous|ful|ent|ant|ly|facing|ile|ven)$")
# What one does with people in a duty is the skill itself: "mentor junior colleagues".
_LEADING = re.compile(r"(?:mentor|coach|delegat|motivat|supervis|negotiat|facilitat)\w*")
# Abbreviations so short have other meanings in other trades: the FRS of accountants.
_SHORT_ABBREVIATION = re.compile(r"[A-Z&]{2,3}")
_ARTICLE = re.compile(r"\b(?:as|an?|senior|junior|head|sous|executive|the)\s+$")


# A field of work before these says of what kind a thing is: "cloud-based analytics", "client-facing position"; or it
# is the label of a form: "Education level: any".
_NO_NAME_BEFORE = re.compile(
    r"-(?:based|facing|focused|driven|oriented|led|enabled|powered)\b|"
    r" (?:level|background|requirements?|qualifications?) ?:"
)
# Firms are known by those who made them: "founded by the Ethereum co-founder".
_NAMED_BY_PEOPLE = re.compile(r"(?:'s)? (?:co-?founders?|founders?|ceo|cto|alumn\w+|alums?|veterans?)\b")
# How a quality goes on that is said of the reader, and not of the thing behind it.
_WITH = re.compile(r"(?: with\b|[,.;]|\s*$| and [a-z]+(?:ive|ed|al|ful|ent|able|ous)\b)", re.MULTILINE)
# By more letters a spelling differs from its form only where a word is missing.
_LONGEST_ENDING = 3
# Before a verb, and behind its object.
_TO_DO = re.compile(r"\b(?:to|will|can|should|must|helps?|you'll)\s+$")
_AND_DO = re.compile(r"(?:,|\band)\s+$")
_THAT = re.compile(r" (?:that|which|to|for)\b")
# How something is done, which is nobody's quality: "share best practices proactively".
_MANNER = re.compile(r"[a-z]{4}ly$")


def meant(reading: Reading, matches: Sequence[Match]) -> list[Match]:
    """The matches that mean the skill, as far as what stands around them tells."""
    named = len({match.form.entry.skill_id for match in matches if _is_technology(match)})
    found = [match for index, match in enumerate(matches) if not _is_other(reading, matches, index)]
    if named < _TECHNOLOGIES:
        return [match for index, match in enumerate(found) if not _is_namesake(reading, found, index)]
    if named < _TECHNICAL:
        return found
    trades = Counter(trade for trade, _ in {(match.form.entry.category, match.form.entry.skill_id) for match in found})
    return [match for match in found if not _is_out_of_trade(reading, match, trades)]


def _is_out_of_trade(reading: Reading, match: Match, trades: Mapping[str, int]) -> bool:
    """A single word of a trade in a posting of technology that names nothing else of it: to clean, to triage."""
    category = match.form.entry.category
    is_word = " " not in reading.view[match.start : match.end]
    return category in TRADES and is_word and trades[category] < _SKILLS_OF_A_TRADE


def _is_technology(match: Match) -> bool:
    return (
        match.form.entry.skill_nature not in FIELDS_OF_WORK and match.form.entry.category != "Enterprise Applications"
    )


def _is_namesake(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    """A technology with the name of something else in a posting of another trade: a Chef, a CPC, stacked containers.

    Where nothing else is technical, a name that the library binds to its case, and an abbreviation, must be wanted or
    stand in a list with another technology.
    """
    match = matches[index]
    name = reading.text[match.start : match.end]
    is_word = match.form.rule != "" and " " not in name
    is_abbreviation = not match.form.is_name and _SHORT_ABBREVIATION.fullmatch(name) is not None
    if match.form.entry.skill_nature in FIELDS_OF_WORK:
        world = {other.form.entry.skill_id for other in matches if other.form.entry.category in OF_TECHNOLOGY}
        is_thing = match.form.entry.category in OF_TECHNOLOGY and not match.form.is_name and " " not in name
        return is_thing and len(world) <= _TECHNOLOGIES and reading.section_at(match.start) not in _WANTS
    if not _is_technology(match) or not (is_word or is_abbreviation):
        return False
    beside = [matches[at] for at in (index - 1, index + 1) if 0 <= at < len(matches)]
    if any(_is_technology(other) and _are_linked(reading, match, other) for other in beside):
        return False
    is_wanted = reading.section_at(match.start) in _WANTS or reading.fields.label_at(match.start) is not None
    return not is_wanted or _ARTICLE.search(reading.view, max(0, match.start - _LONGEST_WORD), match.start) is not None


def _is_other(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    match, view = matches[index], reading.view
    if any(is_other(view, match) for is_other in (_is_role, _is_place, _is_hyphened, _is_verb_with_object)):
        return True
    nature = match.form.entry.skill_nature
    if nature not in FIELDS_OF_WORK:
        return _NAMED_BY_PEOPLE.match(view, match.end) is not None
    if _NO_NAME_BEFORE.match(view, match.end) is not None or _is_of_employer(reading, match):
        return True
    sentence = reading.layout.sentence(match.start)
    if (
        precedes_role(view, match.end)
        or not (reading.addresses(match.start) or _is_said_of_technology(reading, matches, index))
        or is_subject(view, *sentence, match)
        or (is_somebody(view, match.start, match.end) and not _is_shortened(match))
    ):
        return True
    if nature == "SOFT":
        return _is_quality_in_prose(reading, matches, index)
    is_wanted_domain = nature == "DOMAIN" and reading.section_at(match.start) in _WANTS
    return is_department(view, sentence, match.start, match.end) or (
        not is_wanted_domain and is_sort_of_firm(view, match.end)
    )


def _is_shortened(match: Match) -> bool:
    """Whether a word of its name stands elsewhere in its list: the "vendor" of "vendor and contract management"."""
    return len(match.form.letters) > match.end - match.start + _LONGEST_ENDING


def _is_verb_with_object(view: str, match: Match) -> bool:
    """Whether a name that begins with a word like "build" or "design" is a verb with what it acts on: "to build tools".

    A spelling that an entry gives beside a name of other words is meant as it is said ("write tests").
    """
    first, _, rest = view[match.start : match.end].partition(" ")
    sense = lexicon().verbs.get(first)
    if not rest.endswith("s") or sense is None or sense.form is not VerbForm.BASE:
        return False  # one acts on things in the plural; "access to market data" is no marketing
    if not match.form.entry.name.lower().startswith(f"{first} "):
        return False
    before = view[max(0, match.start - _LONGEST_WORD) : match.start]
    if _TO_DO.search(before):
        return True
    return _AND_DO.search(before) is not None and _THAT.match(view, match.end) is not None


def _is_of_employer(reading: Reading, match: Match) -> bool:
    """Whether a sentence on the employer, heard for its technologies, names a field of the employer's business."""
    if reading.fields.label_at(match.start) is not None or reading.asks(match.start):
        return False
    return reading.section_at(match.start) is Section.ABOUT_COMPANY


def _is_said_of_technology(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    """Whether a sentence that addresses nobody names a technology beside a field of work: "Python for data analysis".

    That is how forum posts tell of the work; what only tells of the firm's business names none.
    """
    match = matches[index]
    if not match.form.is_name and " " not in reading.view[match.start : match.end]:
        return False  # the "backend" of a firm
    start, end = reading.layout.sentence(match.start)
    around = (*reversed(matches[:index]), *matches[index + 1 :])
    return any(start <= other.start < end and _is_technology(other) for other in around)


def _is_role(view: str, match: Match) -> bool:
    """A role; "leading a team" is what one does with it."""
    first = view[match.start : match.end].partition(" ")[0]
    return is_role(view, match.start, match.end) and (
        first not in ACTION_FORMS or match.form.entry.skill_nature != "SOFT"
    )


def _is_place(view: str, match: Match) -> bool:
    """Part of a place's name: the Kong of "Hong Kong"."""
    before = _WORD_BEFORE.search(view, max(0, match.start - _LONGEST_WORD), match.start)
    after = _WORD_AFTER.match(view, match.end, match.end + _LONGEST_WORD)
    name = view[match.start : match.end]
    return (before is not None and f"{before[1]} {name}" in places()) or (
        after is not None and f"{name} {after[1]}" in places()
    )


def _is_hyphened(view: str, match: Match) -> bool:
    """The second half of a word: the "edge AI" of "cutting-edge AI"."""
    return view[match.start - 1 : match.start] == "-" and view[match.start - 2 : match.start - 1].isalnum()


def _is_quality_in_prose(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    """A quality in one word ("resilient", "initiatives") where nobody asks for qualities.

    It counts in lists of wants, in labelled fields and beside another quality.
    """
    match = matches[index]
    name = reading.view[match.start : match.end]
    thing = _OF_A_THING.match(reading.view, match.end)
    if thing is not None and _is_noun(reading, thing) and _QUALITY.search(name):
        return True
    if " " in name or reading.fields.label_at(match.start) is not None:
        return False
    if _MANNER.search(name):
        return True
    if name != match.form.letters.lower() and name == plural(match.form.letters.lower()):
        return True
    section = reading.section_at(match.start)
    if section in _WANTS or (section is Section.RESPONSIBILITIES and _is_said_of_reader(reading, match)):
        return False
    beside = [matches[at] for at in (index - 1, index + 1) if 0 <= at < len(matches)]
    return not any(other.form.entry.skill_nature == "SOFT" and _are_linked(reading, match, other) for other in beside)


def _is_said_of_reader(reading: Reading, match: Match) -> bool:
    """Whether a duty asks for a quality: it leads people, or opens with it ("Customer-focused with an eye for ...")."""
    name = reading.view[match.start : match.end]
    if _LEADING.fullmatch(name):
        return True
    is_quality = _QUALITY.search(name) is not None
    return is_quality and reading.layout.opens(match.start) and _WITH.match(reading.view, match.end) is not None


def _is_noun(reading: Reading, word: re.Match[str]) -> bool:
    """Whether a word goes on with the phrase before it, and does not begin the next one where line ends were lost."""
    noun = reading.text[word.start("noun") : word.end("noun")]
    return noun.islower() and noun not in BREAKERS and not noun.endswith("ed")


def _are_linked(reading: Reading, match: Match, other: Match) -> bool:
    left, right = sorted((match, other), key=lambda each: each.start)
    return linked(reading.view, left, right)
