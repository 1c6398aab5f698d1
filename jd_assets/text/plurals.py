"""Singular and plural: of words that people read, and of the keys by which spellings are compared."""

#: Letters that a singular has where nothing else tells it from a word that ends in s: "jobs" stays, as "iaas" must.
SHORTEST_SINGULAR = 4
_PLURAL_IN_ES = ("ss", "x", "ch", "sh")
_NO_PLURAL = ("ss", "us", "is")

#: Letters from which the end of a key tells a plural; one of fewer is as often an acronym: "ios", "saas", "hdfs".
SHORTEST_PLURAL_KEY = 5
#: Shorter ones that are nothing but plurals. `spelling_key` in SQL has the same list.
SHORT_PLURALS = frozenset(
    "apis apps bots cpus dags faqs gpus jobs kpis llms logs okrs pcs pdfs sdks slas tpus urls vpns".split()
)
#: An s that is no plural: of "class" and "Node.js", and of protocols with security.
_NO_PLURAL_KEY = ("ss", "js", "https", "imaps", "ldaps", "mqtts", "sftps", "smtps")
_KEY_IN_Y = ("ie", "ies")  # "library", "libraries", and "movie" with "movies"
_KEY_IN_ES = tuple(  # "batch", "batches", and "cache" with "caches"
    before + end for before in ("ch", "sh", "ss", "x") for end in ("e", "es")
)


def singular(word: str, shortest: int = SHORTEST_SINGULAR) -> str:
    """The singular of an English word, or the word itself where it is none or too short to tell.

    Args:
        word: One word in its own case: "APIs" is a plural, "APIS" may be an acronym.
        shortest: Letters that a singular has at least.
    """
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2:
        return word[:-1]
    if word.endswith("ies") and len(word) > SHORTEST_SINGULAR:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(_NO_PLURAL) and len(word) > shortest:
        return word[:-1]
    return word


def plural(word: str) -> str | None:
    """The plural of an English word in lower case; None where it ends as plurals do."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith(_PLURAL_IN_ES):
        return word + "es"
    return None if word.endswith("s") else word + "s"


def without_plural(key: str) -> str:
    """A key without the end that singular and plural differ in; what is left need not be a word."""
    if len(key) < SHORTEST_PLURAL_KEY:
        return key[:-1] if key in SHORT_PLURALS else key
    if key.endswith(_NO_PLURAL_KEY):
        return key
    if key.endswith(_KEY_IN_Y):
        return key.removesuffix("s")[:-2] + "y"
    return key.removesuffix("s").removesuffix("e") if key.endswith(_KEY_IN_ES) else key.removesuffix("s")
