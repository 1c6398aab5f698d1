"""Writes a duty in the form of the library's KRAs, and grades it: "Builds dashboards that show churn by segment."."""

import re
from collections.abc import Sequence
from functools import cache

from jd_assets.contracts.run import Run
from jd_assets.library.snapshot import Library
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.text.employers import employer_key
from jd_assets.text.lexicon import VerbForm, lexicon
from jd_assets.text.words import ACTION_VERBS, third_person

#: Words of a KRA of the seed library: the shortest has seven, the longest 21.
_SHORTEST, _LONGEST = 7, 21

#: What stands before the verb of a duty: "You will", "Responsible for", "As an analyst, you will", "Duties include".
_LEAD_IN = re.compile(
    r"""^[\W\d_]*(?:as\ an?\ [^,.]{3,60}?,?\ (?=you\b))?(?:in\ this\ (?:role|position|job),?\ )?(?:
        (?:you|(?:the|an?|this|our)\ (?:[\w/&+#.-]+\ ){1,5}?)\ ?
        (?:will|['’]ll|shall|must|is\ to|are\ expected\ to|['’]re\ expected\ to)\ (?:also\ )?(?:be\ responsible\ for\ )?
      | (?:the\ (?:[\w/&+#.-]+\ ){1,5}?)?(?:you\ will\ be\ |you\ are\ |will\ be\ |be\ |is\ |primarily\ |mainly\ )*
        responsible\ for\ (?:the\ )?
      | (?:your|main|key|principal|primary|core|other)?\ ?(?:responsibilities|duties|tasks)
        (?:\ (?:also\ )?(?:include|are))?:?\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
#: A sentence that lost its end runs on with the verb of the next: "… business data Collaborate with product".
_RUNS_ON = re.compile(r"(?<=[a-z0-9)]) (?=([A-Z][a-z]+) )")
#: Reader, employer, and what other sentences told of.
_PERSONS = re.compile(r"\b(?:you|your|yours|we|our|us|i|my|they|their|this|these|those)\b", re.IGNORECASE)
_BROKEN_END = re.compile(r"\b(?:and|or|the|a|an|of|to|for|with|in|by|on|as|including|such)\W*$", re.IGNORECASE)
_COORDINATED = re.compile(
    r"^((?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*/\s*|\s*&\s*)(?:\w+ly\s+)?)([a-z]+)", re.IGNORECASE
)
#: A further duty after the object of the first: "pipelines, and maintain them".
_FURTHER = re.compile(r"((?:,\s+(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+))([a-z]+)(?=\s+\w)")
#: What follows says what for, of what, or how: the verbs in it are none of the holder's.
_SUBORDINATE = re.compile(r"\b(?:to|that|which|who|where|when|while|by|through|including|via|without) [a-z]+")
#: Verbs that say nothing of what is done, say what the holder is like, or begin praise of the place of work.
_SAYING_LITTLE = frozenset(
    """be have involve work help take participate join play make get need want feel find understand know possess bring
    show demonstrate exhibit display thrive enjoy love believe value include serve act focus strive""".split()
)
#: What one has or becomes, and does not make: "Develops expertise", "Drives engineering excellence".
_QUALITIES = re.compile(
    r"\b(?:expertise|excellence|culture|mindset|insight|understanding|relationships|knowledge|passion)\b", re.IGNORECASE
)
#: "Reports will include", "Processes focused with": the plural of a noun, which is no verb of the holder.
_AFTER_SUBJECT = re.compile(r"^\W+(?:will|may|can|shall|should|must|are|were|is|\w{3,}ed)\b", re.IGNORECASE)
#: The same behind a noun in the singular or of doing: "Process focused with", "Reporting will include".
_SURELY_SUBJECT = re.compile(
    r"^\W+(?:will|may|can|shall|should|must|are|were|is|\w{3,}ed (?:with|on|by|in))\b", re.IGNORECASE
)
#: A verb left in its base form behind "and": "recognizes errors and trouble shoot them".
_UNBENT = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+)(?:\w+ly\s+)?([a-z]+)(?=\s+(\w+))")
#: Before these a word that may be noun or verb is a verb: "and support the bakers".
_DETERMINERS = frozenset("the a an all any each every new existing them it".split())
#: Before these it is a noun: "design and support of ovens".
_AFTER_NOUN = frozenset("of for to in with by from on at as is are and or that which".split())
_PRAISE = re.compile(
    r"\b(?:exciting|best|world-class|cutting|passionate|great|amazing|compelling|most)\b", re.IGNORECASE
)
#: Of a list, a second sentence, an aside or a form of layout.
_MARKS = re.compile(r"[.!?:;]\s|[()\[\]\"*]|\d{3,}|\betc\b")
_GLUED = re.compile(r"[a-z]{2}[A-Z][a-z]|[–—]")


def as_kra(sentence: str) -> str | None:
    """A sentence of duties as the library writes KRAs: third person, one sentence; None where it says no duty.

    Example:
        as_kra("You will design and build ETL jobs for billing") == "Designs and builds ETL jobs for billing."
    """
    text = _LEAD_IN.sub("", " ".join(sentence.split())).strip(" -–•*·.;:,")
    for found in _RUNS_ON.finditer(text):
        if found[1].lower() in ACTION_VERBS:
            text = text[: found.start()]
            break
    head = re.match(r"(?:((?!\w*(?:pp|l|re|om|tip)ly)\w+ly) )?([A-Za-z]+)", text, re.IGNORECASE)
    if head is None or (verb := _base(head[2])) is None or verb in ("be", "have"):
        return None
    done = third_person(verb)
    rest = text[head.end() :]
    if head[2].lower() != verb and _AFTER_SUBJECT.match(rest) and _is_noun_too(head[2]):
        return None
    if _SURELY_SUBJECT.match(rest) and head[2].lower() != third_person(verb):
        return None
    adverb = f"{head[1].lower()} " if head[1] else ""
    form = _form(head[2])
    while (more := _COORDINATED.match(rest)) and (other := _base(more[2])) and _form(more[2]) is form:
        done, rest = done + more[1].lower() + third_person(other), rest[more.end() :]
    rest = _with_further(rest, form)
    written = (adverb + done + rest).rstrip(" .;,:")
    return written[:1].upper() + written[1:] + "."


def _with_further(rest: str, form: VerbForm) -> str:
    """Further verbs of the holder in the third person too; those of a subordinate clause stay as they are."""
    end = _end_of_main(rest)

    def third(found: re.Match[str]) -> str:
        word, sense = found[2], lexicon().verbs.get(found[2])
        if sense is None or sense.noun_too or sense.form is not form:
            return found[0]
        return found[1] + third_person(sense.verb) if word else found[0]

    return _FURTHER.sub(third, rest[:end]) + rest[end:]


def _end_of_main(text: str) -> int:
    """Where the first subordinate clause begins."""
    below = _SUBORDINATE.search(text)
    return below.start() if below else len(text)


def kra_grade(run: Run, kra: str, library: Library) -> Grade:
    """A duty is sure where it is one whole sentence of usual length that names neither employer nor reader.

    Two duties in one sentence are not sure, and neither is one without a skill of its role in its words: what it is
    about is then the employer's ("the activities of the scheduling department"), or another role's.
    """
    words = kra.split()
    named = {word.strip(",.").casefold() for word in words}
    doubts = (
        not _SHORTEST <= len(words) <= _LONGEST,
        words[0].strip(",").lower() in _little(),
        any(found.search(kra) for found in (_PRAISE, _QUALITIES, _GLUED, _PERSONS, _MARKS)),
        _BROKEN_END.search(kra.rstrip(".")) is not None,
        not named.isdisjoint(set(employer_key(run.employer).split()) - {"data", "the"}),
        any(_is_unbent(*found.groups()) for found in _UNBENT.finditer(kra, 0, _end_of_main(kra))),
        _is_several(kra) or _names(words[1:], library) or not _names_skill(run, kra, library),
    )
    return Grade.DOUBTFUL if any(doubts) else Grade.SURE


@cache
def _little() -> frozenset[str]:
    return frozenset(third_person(verb) for verb in _SAYING_LITTLE)


def _is_several(kra: str) -> bool:
    """Another verb with an object of its own follows the first: "Reviews recipes, and orders flour"."""
    head = len(kra.partition(" ")[0].rstrip(","))
    while (more := _COORDINATED.match(kra[head:])) and _form(more[2]) is VerbForm.THIRD_PERSON:
        head += more.end()
    senses = (lexicon().verbs.get(found[2]) for found in _FURTHER.finditer(kra, head, _end_of_main(kra)))
    return any(sense is not None and sense.form is VerbForm.THIRD_PERSON and not sense.noun_too for sense in senses)


def _names_skill(run: Run, kra: str, library: Library) -> bool:
    """A skill of the decided role stands in the duty, in words of the posting."""
    role = run.decision.chosen_role
    asked = library.role_by_slug[role.slug].skills if role else {}
    said = _plain(kra)
    found = (
        found for skill in run.skill_extraction.final_skills if skill.skill_id in asked for found in skill.evidence
    )
    return any(_plain(each.text) in said for each in found)


def _plain(text: str) -> str:
    """Its words in small letters between blanks, so that one text is in another by whole words alone."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])


def _names(words: Sequence[str], library: Library) -> bool:
    """A word in capitals that is no skill: a product, customer or team of the employer."""
    return any(
        word[:1].isupper() and word.strip(",.").casefold() not in library.skill_spellings and not word.isupper()
        for word in words
    )


def _is_unbent(word: str, after: str) -> bool:
    """A verb of the holder in the base form; a word that may be a noun is a verb where a determiner follows."""
    sense = lexicon().verbs.get(word)
    if sense is None or sense.form is not VerbForm.BASE or after in _AFTER_NOUN:
        return False
    return not sense.noun_too or after in _DETERMINERS


def _is_noun_too(word: str) -> bool:
    sense = lexicon().verbs.get(word.lower())
    return sense is not None and sense.noun_too


def _base(word: str) -> str | None:
    lower = word.lower()
    if lower in ACTION_VERBS:
        return lower
    sense = lexicon().verbs.get(lower)
    return sense.verb if sense is not None else None


def _form(word: str) -> VerbForm:
    sense = lexicon().verbs.get(word.lower())
    return sense.form if sense is not None else VerbForm.BASE
