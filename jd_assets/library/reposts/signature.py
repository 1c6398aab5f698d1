"""Tells reposts: postings of which most sentences about the job are the same."""

import hashlib
import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.text.job_sentences import job_sentences

#: Share of the sentences of two postings, duties and requirements together, that must be the same (Jaccard). Of 1,883
#: postings, the 27 pairs above it are one job advertised again to the eye (four of them for speakers of another
#: language, one in the words of a template that two employers took); the nearest below it that are two jobs share .47.
#: Of 493 planted copies with another sentence, city and footer .97 are found (.99 at .40, .94 at .60).
SAME_SENTENCES = 0.5
#: Share of the duties that must be the same where both postings name some. One employer's template with the duties of
#: another job shares more than `SAME_SENTENCES` in a third of cases, and no duty; of the copies above, this loses .002.
SAME_DUTIES = 1 / 3
#: Postings with fewer sentences about the job (33 of 1,883) are reposts only where the whole text is the same: one
#: shared sentence would be half of what they say.
MIN_SENTENCES = 3

_NOT_TEXT = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Signature:
    """What a posting says of the job, as sets of sentence hashes (signed, 64 bits).

    Attributes:
        signature_id: Hash of the two sets.
        sentences: Of all sentences about the job.
        duties: Of those that are responsibilities.
        probes: Two signatures that are near share at least one of these.
    """

    signature_id: int
    sentences: frozenset[int]
    duties: frozenset[int]
    probes: frozenset[int]


def posting_signature(posting: Posting, parsed: NanoParse) -> Signature:
    """The signature of a posting: of the sentences that it is scored and counted by.

    What all postings of an employer share (about us, benefits, equal opportunity) is left out with the sections that it
    stands in. The title is no part of it: reposts are titled by level, language or place ("Data Scientist - San
    Diego"), and agencies retitle them.
    """
    sentences = job_sentences(posting, parsed)
    duties = [posting.text[span.start : span.end] for span in parsed.spans if span.section == Section.RESPONSIBILITIES]
    signature = make_signature(sentences, duties)
    return signature if len(signature.sentences) >= MIN_SENTENCES else make_signature([posting.text], ())


def make_signature(sentences: Sequence[str], duties: Collection[str]) -> Signature:
    """The signature of sentences, in any order; those of the duties that are no sentences are left out."""
    normal = {_normal(sentence) for sentence in sentences} - {""} or {""}
    hash_of = {text: _hash(text.encode()) for text in sorted(normal, key=lambda text: (-len(text), text))}
    hashes = list(hash_of.values())
    held, chosen = frozenset(hashes), frozenset(hash_of[text] for text in normal & {_normal(duty) for duty in duties})
    identity = repr((sorted(held), sorted(chosen))).encode()
    return Signature(_hash(identity), held, chosen, frozenset(hashes[: _probe_count(len(hashes))]))


def is_repost(one: Signature, other: Signature) -> bool:
    """Whether two postings are one job advertised again."""
    if _jaccard(one.sentences, other.sentences) < SAME_SENTENCES:
        return False
    return not one.duties or not other.duties or _jaccard(one.duties, other.duties) >= SAME_DUTIES


def _probe_count(sentences: int) -> int:
    """How many of a signature's sentences are enough to find every near one by.

    Prefix filtering (Chaudhuri et al., "A primitive operator for similarity joins", ICDE 2006): sets of Jaccard t and
    above share one of the first n - ceil(t n) + 1 items of each, in any order common to all. Longest first, because
    long sentences are rare: 801 pairs of 1,883 postings are compared, 2,661 in the order of the hashes.
    """
    return sentences - math.ceil(SAME_SENTENCES * sentences) + 1


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _normal(sentence: str) -> str:
    """Letters and digits, lower case: scrapers disagree about the rest."""
    return _NOT_TEXT.sub("", sentence).lower()


def _hash(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def signatures_by_id(signatures: Iterable[Signature]) -> dict[int, Signature]:
    """The signatures by their ids, each once."""
    return {signature.signature_id: signature for signature in signatures}
