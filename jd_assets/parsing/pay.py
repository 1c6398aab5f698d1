"""Pay as the posting states it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.contracts.nano_parse import Ctc
from jd_assets.parsing.document import Document
from jd_assets.parsing.money import Money, money_in

Period = str

_I = re.IGNORECASE
# What must stand near an amount for it to be pay, and what tells that it is something else.
_PAY_WORDS = re.compile(
    r"\b(?:salary|salaries|pay(?:ing|s)?|wages?|compensation|remuneration|ctc|package|base|ote|earn(?:ings?)?|gross|rate|hourly|income|gehalt|ral|up to|starting (?:at|from))\b",
    _I,
)
_STRONG_PAY_WORDS = re.compile(
    r"\b(?:salary|pay|wage|compensation|remuneration|ctc|base)(?: (?:range|band|bracket|rate|scale|expectation)s?)?\b[^.\n]{0,40}$",
    _I,
)
_OTHER_MONEY = re.compile(
    r"budget|allowance|stipend|\bbonus(?:es)? (?:of|up|between)|referral|raised|funding|series [a-e]\b|revenue|turnover|valuation|valued|assets?\b|market cap|invest(?:ed|ment)|worth|billion|\bbn\b|problem|recovery"
    r"|meal|lunch|voucher|\b401|match|tuition|reimburs|contribution|saving|discount|insurance|per successful|grant|sales|spend|portfolio|transactions?|customers?|users|donat|sign[- ]on|relocation|deal|contract value|quota|profit|home office|pension|deductible|to spend|\bcard\b|subscription|credit|gift|wellness|learning|training|development|equipment|travel",
    _I,
)
_UP_TO = re.compile(r"(?:up to|upto|maximum(?: of)?|max\.?|not exceeding|bis zu)\s*(?:a |an )?(?:salary of )?$", _I)
_FROM = re.compile(
    r"(?:from|starting (?:at|from)|starts? at|minimum(?: of)?|min\.?|at least|ab|above|over)\s*(?:a |an )?$", _I
)
_AFTER_OPEN = re.compile(r"^\s*(?:\+|and (?:above|up|more)|or more|plus\b)", _I)
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"(?:per|/|an?|each)\s?(?:hours?|hr)\b|\bhourly\b|\bp\.?h\b", _I)),
    ("day", re.compile(r"(?:per|/|a|each)\s?day\b|\bdaily\b|\bp\.?d\b|day rate", _I)),
    ("week", re.compile(r"(?:per|/|a|each)\s?(?:week|wk)\b|\bweekly\b", _I)),
    ("month", re.compile(r"(?:per|/|a|each)\s{0,3}(?:month|mo)\b|\bmonthly\b|\bpcm\b|\bp\.?m\b", _I)),
    (
        "year",
        re.compile(
            r"(?:per|/|a|each)\s?(?:year|yr|annum)\b|\bannual(?:ly)?\b|\byearly\b|\bp\.?a\b|\blpa\b|\bctc\b|\bannum\b",
            _I,
        ),
    ),
)
# Pay without a period: amounts this large are a year's, this small an hour's, in currencies of like size.
YEARLY_FROM, HOURLY_UP_TO = 15_000, 250
_LIKE_SIZED = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD"})
_CLAUSE_END = re.compile(r"[.;,(+|]| plus | and ")
CONTEXT_BEFORE, CONTEXT_AFTER = 60, 40
MIN_SCORE = 3


@dataclass(frozen=True, slots=True)
class _Claim:
    score: int
    low: Money
    high: Money | None
    start: int
    end: int


def pay_of(document: Document) -> Ctc | None:
    """The pay stated for the role, or null; amounts of perks, budgets and the company's money are not pay."""
    best: _Claim | None = None
    for claim in _claims(document):
        if claim.score >= MIN_SCORE and (best is None or claim.score > best.score):
            best = claim
    return _ctc(document, best) if best else None


def _claims(document: Document) -> Iterator[_Claim]:
    view = document.view
    amounts = [amount for start, end in _lines(document) for amount in money_in(view, start, end)]
    skip = False
    for position, low in enumerate(amounts):
        if skip:
            skip = False
            continue
        following = amounts[position + 1] if position + 1 < len(amounts) else None
        high = following if following is not None and _is_range(view, low, following) else None
        skip = high is not None
        end = high.end if high else low.end
        yield _Claim(_score(view, low, high, end), low, high, low.start, end)


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines that could state pay: with a currency sign, or a word of pay and a digit."""
    at = -1
    marks = [found.start() for found in _SIGN.finditer(document.view)] + [hit.start for hit in document.hits("pay")]
    for mark in sorted(marks):
        if mark < at:
            continue
        start, at = document.line_around(mark, mark)
        if _DIGIT.search(document.view, start, at):
            yield start, at


_SIGN = re.compile(r"[$£€₹¥₱₫₩₪₺₴₦]|[zZ]ł|Kč")
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(
    r"\s*(?:gross|per (?:month|year|annum|hour|day)|p\.?a\.?|/ ?(?:hr|hour|year|yr|month)|annually|a year)?\s*(?:-+|to|and|up to|till)\s*$",
    _I,
)


def _is_range(view: str, low: Money, high: Money) -> bool:
    gap = view[low.end : high.start]
    if len(gap) > 20 or _BETWEEN.fullmatch(gap) is None:
        return False
    return low.currency is None or high.currency is None or low.currency == high.currency


def _score(view: str, low: Money, high: Money | None, end: int) -> int:
    line_start = view.rfind("\n", max(0, low.start - CONTEXT_BEFORE), low.start) + 1
    before = view[max(line_start, low.start - CONTEXT_BEFORE) : low.start]
    line_end = view.find("\n", end, end + CONTEXT_AFTER)
    after = view[end : line_end if line_end >= 0 else end + CONTEXT_AFTER]
    lakh = low.lakh or (high is not None and high.lakh)
    currency = low.currency or (high.currency if high else None) or ("INR" if lakh else None)
    score = 2 if lakh else 0
    if currency:
        score += 2
    if high is not None:
        score += 2
    if _period_in(after) or _period_in(before[-30:]):
        score += 2
    if _STRONG_PAY_WORDS.search(before):
        score += 3
    elif (
        _PAY_WORDS.search(before[-40:])
        or _PAY_WORDS.search(after[:25])
        or (line_start > 0 and _PAY_WORDS.search(view, max(0, line_start - 40), line_start))
    ):
        score += 1
    if (
        _OTHER_MONEY.search(before[-35:])
        or _OTHER_MONEY.match(after.lstrip(" +-/"))
        or _OTHER_MONEY.search(_clause(after, high is not None))
    ):
        score -= 4
    if not currency and not (_STRONG_PAY_WORDS.search(before) and high is not None):
        score -= 4
    return score - (4 if low.value < 5 and not (high and high.value >= 5) else 0)


def _clause(after: str, is_range: bool) -> str:
    return _CLAUSE_END.split(after, maxsplit=1)[0][: 12 if is_range else CONTEXT_AFTER]


def _period_in(text: str) -> str | None:
    found = [(match.start(), period) for period, pattern in _PERIODS if (match := pattern.search(text))]
    return min(found)[1] if found else None


def _ctc(document: Document, claim: _Claim) -> Ctc:
    view = document.view
    before = view[max(0, claim.start - 45) : claim.start].rsplit("\n", 1)[-1]
    after = view[claim.end : claim.end + CONTEXT_AFTER].split("\n", 1)[0]
    currency = claim.low.currency or (claim.high.currency if claim.high else None)
    low, high = _values(claim)
    if claim.high is None:
        if _UP_TO.search(before):
            low, high = None, low
        elif _FROM.search(before) or _AFTER_OPEN.match(after):
            high = None
        else:
            high = low
    top = high if high is not None else low
    period = _period_in(view[claim.start : claim.end]) or _period_in(after) or _period_in(before)
    if claim.low.lakh or (claim.high and claim.high.lakh):
        period, currency = "year", currency or "INR"
    if period is None and top is not None and currency in _LIKE_SIZED:
        period = "year" if top >= YEARLY_FROM else "hour" if top <= HOURLY_UP_TO else None
    return Ctc(min=low, max=high, currency=currency, period=period, raw=_raw(document, claim))  # type: ignore[arg-type]


def _values(claim: _Claim) -> tuple[float | None, float | None]:
    low, high = claim.low.value, claim.high.value if claim.high else None
    if (
        claim.high is not None
        and claim.low.scale == 1
        and claim.high.scale > 1
        and claim.low.value < claim.high.value / 100
    ):
        low *= claim.high.scale  # "58-80k"
    return low, high


_PERIOD_TAIL = re.compile(
    r"\s*(?:\+\s*)?(?:gross\s*)?(?:(?:per|a|an|/)\s?(?:hour|hr|day|week|month|year|yr|annum)|hourly|monthly|annually|yearly|p\.?a\.?|lpa|gross)(?:\s+(?:gross|per month|annually|monthly))?\b",
    _I,
)
_LEAD = re.compile(r"(?:up to|from|starting (?:at|from)|between|minimum(?: of)?)\s*$", _I)


def _raw(document: Document, claim: _Claim) -> str:
    start, end = claim.start, claim.end
    lead = _LEAD.search(document.view, max(0, start - 20), start)
    if lead is not None:
        start = lead.start()
    tail = _PERIOD_TAIL.match(document.view, end)
    if tail is not None:
        end = tail.end()
    return document.text[start:end]
