"""Amounts of money in a text: symbols and codes, grouped digits, k, lakh and crore."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with the offsets of everything that belongs to it; `currency` is ISO 4217."""

    start: int
    end: int
    value: float
    currency: str | None
    scale: float
    lakh: bool = False


_SYMBOLS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "s$": "SGD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL",
    "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY", "₱": "PHP", "₫": "VND", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN",
    "rs": "INR", "rs.": "INR", "zł": "PLN", "kč": "CZK", "euro": "EUR", "euros": "EUR", "dollars": "USD", "pounds": "GBP",
}  # fmt: skip
_CODES = "USD EUR GBP INR CAD AUD NZD CHF SGD HKD JPY CNY PLN CZK HUF RON SEK NOK DKK AED SAR QAR KWD EGP ZAR NGN KES BRL MXN ARS COP CLP PHP VND IDR MYR THB KRW TRY UAH ILS PKR BDT LKR ETB".split()
_NUMBER = r"\d{1,3}(?:[,.' ]\d{2,3})*(?:[.,]\d{1,2})?(?!\d)|\d{4,9}(?:[.,]\d{1,2})?(?!\d)"
_SCALE = r"(?:\s?(?:k|K|thousand)\b|\s?(?:million|mln|mio|mn|m|M)\b|\s?(?:lakhs?|lacs?|lpa|LPA|Lakhs?|Lacs?|L)\b|\s?(?:crores?|cr|Cr)\b)"
_BEFORE = r"(?:US\$|AU?\$|CA?\$|S\$|NZ\$|HK\$|R\$|[$£€₹¥₱₫₩₪₺₴₦]|\b(?:Rs\.?|" + "|".join(_CODES) + r")(?![A-Za-z]))"
_AFTER = r"(?:\s?(?:[$£€₹¥₱₫₩₪₺₴₦]|zł|Kč)|\s?\b(?:[Ee]uros?|dollars|pounds|" + "|".join(_CODES) + r")\b)"
_AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE}\s?)?(?<![\w.,/%-])(?P<number>{_NUMBER})(?P<scale>{_SCALE})?(?P<after>{_AFTER})?|(?P<dashed>(?<=\d)(?:-)(?P<number2>{_NUMBER})(?P<scale2>{_SCALE})?(?P<after2>{_AFTER})?)"
)
_SCALES = {"k": 1e3, "t": 1e3, "m": 1e6, "l": 1e5, "c": 1e7}


def money_in(view: str, start: int, end: int) -> Iterator[Money]:
    """Amounts that could be money, in order: those with a currency, a scale word or four digits and more."""
    for found in _AMOUNT.finditer(view, start, end):
        second = found["dashed"] is not None
        number = found["number2"] if second else found["number"]
        scale_word = ((found["scale2"] if second else found["scale"]) or "").strip().lower()
        after = (found["after2"] if second else found["after"]) or ""
        before = "" if second else found["before"] or ""
        currency = _currency(before) or _currency(after)
        value = value_of(number)
        scale = _SCALES.get(scale_word[:1], 1.0)
        if value is None or not (
            currency
            or scale > 1
            or value >= 1000
            or second
            or view[found.end() : found.end() + 1] in "-"
            or view[found.end() : found.end() + 2] == " -"
            or view[found.end() : found.end() + 4] == " to "
        ):
            continue
        begin = found.start() + 1 if second else found.start()
        yield Money(begin, found.end(), value * scale, currency, scale, scale_word[:1] == "l")


def _currency(mark: str) -> str | None:
    mark = mark.strip()
    return _SYMBOLS.get(mark.lower()) or (mark if mark in _CODES else None)


_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+$|\d{1,2}(?:,\d{2})+,\d{3}$")
_GROUPED_DECIMAL = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<mark>[,.' ])\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})[.,](?P<part>\d{1,2})$"
)
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
