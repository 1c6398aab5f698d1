"""Texts as counts of hashed terms, and as weighed ones.

A text is kept as counts of hashed terms and not as words: counts of a stored posting can be weighed by the words of
any library, without the text. Counts and weights are those of scikit-learn's HashingVectorizer and TfidfTransformer,
whose import takes more than a second and a half, as long as all of Dagster.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from mmh3 import hash as hash32
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jd_assets.embedding.vectors import Floats

#: Words as titles and KRAs write them: letters, and the signs of "c++", "c#" and "node.js". Pairs of neighbours count
#: as terms too ("data model", "test plan"), and words of grammar do not.
_WORD = re.compile(r"\b[a-zA-Z][a-zA-Z+#.]*[a-zA-Z+#]")
#: Words of grammar, as the Glasgow Information Retrieval Group listed them: scikit-learn's list of 318, with its slips.
#: Stored counts and the packaged model were made without them, so the list stays as it is.
_GRAMMAR = frozenset(
    """a about above across after afterwards again against all almost alone along already also although always am among
    amongst amoungst amount an and another any anyhow anyone anything anyway anywhere are around as at back be
    became because become becomes becoming been before beforehand behind being below beside besides between beyond
    bill both bottom but by call can cannot cant co con could couldnt cry de describe detail do done down due during
    each eg eight either eleven else elsewhere empty enough etc even ever every everyone everything everywhere
    except few fifteen fifty fill find fire first five for former formerly forty found four from front full further
    get give go had has hasnt have he hence her here hereafter hereby herein hereupon hers herself him himself his
    how however hundred i ie if in inc indeed interest into is it its itself keep last latter latterly least less
    ltd made many may me meanwhile might mill mine more moreover most mostly move much must my myself name namely
    neither never nevertheless next nine no nobody none noone nor not nothing now nowhere of off often on once one
    only onto or other others otherwise our ours ourselves out over own part per perhaps please put rather re same
    see seem seemed seeming seems serious several she should show side since sincere six sixty so some somehow
    someone something sometime sometimes somewhere still such system take ten than that the their them themselves
    then thence there thereafter thereby therefore therein thereupon these they thick thin third this those though
    three through throughout thru thus to together too top toward towards twelve twenty two un under until up upon
    us very via was we well were what whatever when whence whenever where whereafter whereas whereby wherein
    whereupon wherever whether which while whither who whoever whole whom whose why will with within without would
    yet you your yours yourself yourselves""".split()
)
#: Terms are told apart by 31 bits: the 3,000 words of a library and the 60,000 of a thousand postings share one by
#: accident with a chance of .1.
TERMS = 2**31 - 1


def term_counts(texts: Sequence[str]) -> csr_matrix:
    """How often each hashed term stands in each text, shape (texts, `TERMS`), terms in ascending order."""
    terms = [_terms(text) for text in texts]
    hashes = np.fromiter((hash32(term) for each in terms for term in each), dtype=np.int64)
    ends = np.cumsum([0, *map(len, terms)], dtype=np.int32)
    columns = (np.abs(hashes) % TERMS).astype(np.int32)
    counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(texts), TERMS))
    counts.sum_duplicates()
    return counts


def _terms(text: str) -> list[str]:
    words = [word for word in _WORD.findall(text.lower()) if word not in _GRAMMAR]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def known_terms(counts: csr_matrix, terms: NDArray[np.int32]) -> csr_matrix:
    """The counts of some terms alone, a column a term; `terms` ascend."""
    columns = np.minimum(np.searchsorted(terms, counts.indices), max(len(terms) - 1, 0))
    known = (terms[columns] == counts.indices) if len(terms) else np.zeros(len(counts.indices), dtype=bool)
    starts = np.concatenate([[0], np.cumsum(known)])[counts.indptr]
    shape = (counts.shape[0], len(terms))
    return csr_matrix((counts.data[known], columns[known], starts), shape=shape, dtype=np.float32)


def rarity_of(used: NDArray[np.int64], texts: int) -> Floats:
    """What a term counts by how many of the texts use it: the logarithm of how few do, smoothed, plus one."""
    return (np.log((1 + texts) / (1 + used)) + 1).astype(np.float32)


def weighed_terms(counts: csr_matrix, terms: NDArray[np.int32], rarity: Floats) -> csr_matrix:
    """Texts as unit vectors of the given terms, by the logarithm of their counts and their rarity."""
    known = known_terms(counts, terms)
    weighed = csr_matrix(((1 + np.log(known.data)) * rarity[known.indices], known.indices, known.indptr), known.shape)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(weighed.indptr))
    return weighed.astype(np.float32)
