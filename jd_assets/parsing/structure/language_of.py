"""The language a text is written in."""

from functools import cache
from typing import Any

# What py3langid may answer: languages that postings are commonly written in. A closed set keeps short texts from
# being taken for rare languages.
CANDIDATES = (
    "en de fr es it pt nl pl sv da no fi cs sk hu ro bg el tr ru uk ar he fa hi bn zh ja ko vi th id ms lt lv et hr sl"
    " sr ca"
).split()
# Share of these words at which a text is English without asking the classifier: English prose has 25 % and more,
# lists of English bullets 10 %, other languages written in Latin letters below 3 % (measured on real postings).
ENGLISH_SHARE = 0.08
ENGLISH_WORDS = frozenset(
    "the and of to with for you we our your will are have or experience work as on this that from by".split()
)
SAMPLE_WORDS = 600
SAMPLE_CHARS = 4000
# Below this many words a foreign verdict must be nearly certain, for names and product words mislead.
SHORT_TEXT_WORDS = 25
SURE, NEARLY_CERTAIN = 0.80, 0.99


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - its model is for few postings only

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier


def language_of(words: list[str]) -> str:
    """The ISO 639-1 code of a text's language, from its words in lower case; "en" where nothing speaks against it."""
    words = words[:SAMPLE_WORDS]
    if not words:
        return "en"
    share = sum(map(ENGLISH_WORDS.__contains__, words)) / len(words)
    if share >= ENGLISH_SHARE:
        return "en"
    code, probability = _identifier().classify(" ".join(words)[:SAMPLE_CHARS])
    needed = NEARLY_CERTAIN if len(words) < SHORT_TEXT_WORDS else SURE
    return str(code) if probability >= needed else "en"
