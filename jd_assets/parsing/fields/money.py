"""Amounts of money in a text: symbols and codes, grouped digits, k, lakh and crore."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with the offsets of everything that belongs to it; `currency` is ISO 4217.

    `scale` is what a word such as "k" multiplied the figure by; `lakh` marks Indian units, which are yearly rupees;
    `bare_dollar` a "$" that does not say whose.
    """

    start: int
    end: int
    value: float
    currency: str | None
    scale: float
    lakh: bool = False
    bare_dollar: bool = False


_SIGNS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "s$": "SGD", "nz$": "NZD", "hk$": "HKD",
    "r$": "BRL", "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY", "₱": "PHP", "₫": "VND", "₩": "KRW",
    "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "rs": "INR", "rs.": "INR", "zł": "PLN", "kč": "CZK",
    "euro": "EUR", "euros": "EUR", "dollars": "USD", "r": "ZAR",
}  # fmt: skip
_CODES = (
    "USD EUR GBP INR CAD AUD NZD CHF SGD HKD JPY CNY PLN CZK HUF RON SEK NOK DKK AED SAR QAR KWD EGP ZAR NGN KES BRL"
    " MXN ARS COP CLP PHP VND IDR MYR THB KRW TRY UAH ILS PKR BDT LKR ETB"
).split()
_SCALES = {"k": 1e3, "t": 1e3, "m": 1e6, "l": 1e5, "c": 1e7}  # by the first letter of k, thousand, million, lakh, crore
LOOKS_LIKE_PAY = 1000
"""A bare figure as large as this may be pay; a smaller one only as the start of a range."""

_SIGN = "[$£€₹¥₱₫₩₪₺₴₦]"
_CODE = "|".join(_CODES)
_NUMBER = r"(?:\d{1,3}(?:[,.' ]\d{2,3})*(?:[.,]\d{1,2})?(?!\d)|\d{4,9}(?:[.,]\d{1,2})?(?!\d))"
_SCALE = r"(?:\s?(?:(?:k|K|thousand|million|mln|mio|mn|m|M|lakhs?|lacs?|lpa|LPA|Lakhs?|Lacs?|L|crores?|cr|Cr)\b))"
_RAND = r"\bR(?=\s?\d{1,3}[ ,]\d{3}\b)"  # "R15 000"; a bare R before fewer digits is the language's version
_BEFORE = rf"(?:(?:\b(?:{_CODE}) ?[$£€]|(?:US|AU?|CA?|S|NZ|HK|R)\$|{_SIGN}|\b(?:Rs\.?|{_CODE})(?![A-Za-z])|{_RAND})\s?)"
_AFTER = rf"(?:\s?(?:{_SIGN}|zł|Kč)(?!\s?\d)|\s?(?:[Ee]uros?|dollars|{_CODE})\b)"
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_BEFORE})|(?<![\w.,/%-])"
    rf"|(?P<dash>(?<=[\dkKA-Z€£$])-))"  # the second figure of "$80-90k" or "80k-90k"
    rf"(?P<number>{_NUMBER})(?P<scale>{_SCALE})?(?P<after>{_AFTER})?"
)
_RANGE_FOLLOWS = re.compile(r" ?-| to ")


def money_in(view: str, start: int, end: int) -> Iterator[Money]:
    """Amounts that could be money between two offsets, in order: with a currency, a scale word, or large enough."""
    for found in _AMOUNT.finditer(view, start, end):
        value = value_of(found["number"])
        if value is None:
            continue
        word = (found["scale"] or "").strip().lower()
        scale = _SCALES.get(word[:1], 1.0)
        before = found["before"] or ""
        currency = _currency(before) or _currency(found["after"] or "")
        bare = currency is None and scale == 1 and value < LOOKS_LIKE_PAY
        if bare and not found["dash"] and not _RANGE_FOLLOWS.match(view, found.end(), end):
            continue
        begin = found.start("number") if found["dash"] else found.start()
        bare_dollar = before.strip() == "$" and currency == "USD"
        yield Money(begin, found.end(), value * scale, currency, scale, word[:1] == "l", bare_dollar)


def _currency(mark: str) -> str | None:
    mark = mark.strip()
    mark = mark[:3] if mark[:3] in _CODES else mark  # "USD $", "USD$"
    return _SIGNS.get(mark.lower()) or (mark if mark in _CODES else None)


_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+$|\d{1,2}(?:,\d{2})+,\d{3}$")
_GROUPED_DECIMAL = re.compile(r"(?P<whole>\d{1,3}(?:[,.' ]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})[.,](?P<part>\d{1,2})$")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?$")
_MARKS = re.compile(r"[,.' ]")


def value_of(number: str) -> float | None:
    """The value of a written number in English, European or Indian grouping; null when it is none of them."""
    if _GROUPED.match(number):
        return float(_MARKS.sub("", number))
    decimal = _GROUPED_DECIMAL.match(number)
    if decimal is not None:
        return float(_MARKS.sub("", decimal["whole"]) + "." + decimal["part"])
    return float(number.replace(",", ".")) if _PLAIN.match(number) else None
