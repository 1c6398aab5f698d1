"""Numbers as postings of several languages write them: in figures with either mark of thousands, and in words."""

import re
from collections.abc import Iterator, Mapping

from jd_assets.parsing.fields.experience import NUMBER_WORDS

#: Small numbers in the languages that a model reads, in the forms that stand before "years".
_WORDS = {
    "de": "ein eine einem einen einer=1 zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10",
    "fr": "un une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10",
    "es": "un uno una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10",
    "pt": "um uma=1 dois duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10",
    "nl": "een één=1 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10",
    "pl": "rok roku rocznego jeden=1 dwa dwóch=2 trzy trzech=3 cztery czterech=4 pięć pięciu=5 sześć sześciu=6 "
    "siedem siedmiu=7 osiem ośmiu=8 dziewięć dziewięciu=9 dziesięć dziesięciu=10",
    "it": "un uno una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10",
}
_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+")
_PARTS = re.compile(r"\d+(?:[.,]\d+)?")


def numbers_in(text: str, language: str = "en") -> set[float]:
    """Every value that a number of the text may have: "4.200" is 4200 and 4.2, for the language does not settle it."""
    words = _words_of(language)
    said = {float(words[word]) for word in _WORD.findall(text.lower()) if word in words}
    return said | {value for found in _FIGURES.findall(text) for value in _values(found)}


def _values(figures: str) -> Iterator[float]:
    yield from (float(part.replace(",", ".")) for part in _PARTS.findall(figures))
    for run in _THOUSANDS.findall(figures):
        yield float(re.sub(r"\D", "", run))
    whole, mark, cents = figures.rpartition(",") if figures.rfind(",") > figures.rfind(".") else figures.rpartition(".")
    if mark and len(cents) <= 2:
        yield float(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{cents}")


def _words_of(language: str) -> Mapping[str, float]:
    return NUMBER_WORDS if language == "en" else _TABLES.get(language, {})


def _table(row: str) -> dict[str, float]:
    table: dict[str, float] = {}
    forms: list[str] = []
    for item in row.split():
        form, _, value = item.partition("=")
        forms.append(form)
        if value:
            table |= dict.fromkeys(forms, float(value))
            forms = []
    return table


_TABLES = {language: _table(row) for language, row in _WORDS.items()}
