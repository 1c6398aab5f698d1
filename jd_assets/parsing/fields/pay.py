"""Pay as the posting states it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from jd_assets.contracts.nano_parse import Ctc, JobLocation
from jd_assets.parsing.fields.money import Money, money_in
from jd_assets.parsing.structure.document import Document
from jd_assets.text.normalise import matching_view

Period = Literal["hour", "day", "week", "month", "year"]

CONTEXT_BEFORE, CONTEXT_AFTER = 60, 40  # characters of the line that say what an amount is
NEAR = 35  # of these, the ones in which a word of other money speaks against it
MAX_AMOUNTS = 200  # weighed; a posting states a few, a price list thousands
MIN_SCORE = 3  # a currency alone is not pay; a currency with a range, a period or a word of pay is
# Pay without a period: amounts this large are a year's, this small an hour's, in currencies of like size.
YEARLY_FROM, HOURLY_UP_TO = 15_000, 250
YEARLY_RUPEES_FROM = 250_000  # few earn as much a month, most a year
SMALLEST_PAY = 5
LARGEST_PAY = 5_000_000  # in these currencies

_I = re.IGNORECASE
_LABEL = re.compile(r"\b(?:salary|pay|wage|compensation|remuneration|ctc|base)\b[^.\n]{0,60}$", _I)
_PAY_WORDS = re.compile(
    r"\b(?:salary|salaries|pay(?:ing|s)?|wages?|compensation|remuneration|ctc|package|base|ote|earn(?:ings?)?|gross"
    r"|rate"
    r"|hourly|income|pro[- ]rata|gehalt|ral|up to|starting (?:at|from))\b",
    _I,
)
_OTHER_MONEY = re.compile(
    r"budget|allowance|stipend|\bbonus(?:es)? (?:of|up|between)|referral|raised|funding|series [a-e]\b|revenue|turnover"
    r"|valuation|valued|assets?\b|market cap|invest(?:ed|ment)|worth|billion|\bbn\b|problem|recovery|meal|lunch|voucher"
    r"|\b401|match|tuition|reimburs|contribution|saving|discount|insurance|per successful|grant|sales|spend|portfolio"
    r"|transactions?|customers?|users|donat|sign[- ]on|relocation|deal|contract value|quota|profit|home office|pension"
    r"|deductible|\bcard\b|subscription|credit|gift|wellness|learning|training|development|equipment|travel|clothing"
    r"|when you join|detention|layover|extra stop|mileage|per[- ]diem|differential|overtime|call-?out|\beducation"
    r"|device"
    r"|phone|internet|child ?care|commut|expected salary|desired salary|salary expect|\bto (?:our )?(?:creators"
    r"|sellers|artists"
    r"|merchants|winners|farmers|charit|members|publishers|drivers)|fees?\b|\btowards?\b|\b(?:platform|app"
    r"|product) pays",
    _I,
)
_CLAUSE_END = re.compile(r"[.;,(+|]| plus | and ")
_SENTENCE_END = re.compile(r"(?<=[\w)%])[.;!?]\s+(?=[A-Z$£€]|$)|(?<=\?)\s+(?=[$£€\d]|$)")
# Bands by level: "Engineer II: $88,000 - $104,000".
_LEVEL = re.compile(r"\b(?:I{1,3}|IV|V|L?[1-6]|[Jj]unior|[Mm]id|[Ss]enior|[Ss]taff|[Pp]rincipal|[Ll]ead)\b")
_BAND = re.compile(rf"{_LEVEL.pattern}[^:\n]{{0,25}}:\s*$")
PLACE_POINTS = 3  # more than a word of pay above the first band gives it
MAX_RAW = 160
_DOLLARS = {"AU": "AUD", "NZ": "NZD", "CA": "CAD", "SG": "SGD", "HK": "HKD"}
_US_DOLLARS = re.compile(r"\bUSD\b|\bUS ?\$|\bU\.S\. dollars?\b", _I)
_UP_TO = re.compile(r"(?:up to|upto|maximum(?: of)?|max\.?|not exceeding|bis zu)\s*(?:a |an )?(?:salary of )?$", _I)
_FROM = re.compile(
    r"(?:minimum (?:\w+ ){0,2}(?:salary|pay|wage|rate|compensation)(?: [\w ]{0,40}?)?(?: is| of|:)|from"
    r"|starting (?:at|from)|starts? at|minimum(?: of)?|min\.?|at least|ab|above|over)\s*(?:an? )?$",
    _I,
)
_OPEN_END = re.compile(r"\s*(?:\+|and (?:above|up|more)|or more|plus\b)", _I)
_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    (
        "hour",
        re.compile(
            r"(?:\bper|/|\ban?|\beach|\bpro)\s?(?:hours?|hrs?|stunde|std)(?-i:(?![a-z]))|/\s?h\b|\bhourly\b|\bp[./]?h\b",
            _I,
        ),
    ),
    (
        "day",
        re.compile(
            r"(?:\bper|/|\ba|\beach|\bpro)\s?(?:day|tag)(?-i:(?![a-z]))|/\s?d\b|\bdaily\b|\bp[./]?d\b|day rate", _I
        ),
    ),
    ("week", re.compile(r"(?:\bper|/|\ba|\beach)\s?(?:week|wk)(?-i:(?![a-z]))|\bweekly\b|\bp[./]?w\b", _I)),
    (
        "month",
        re.compile(
            r"(?:\bper|/|\ba|\beach|\bpro)\s{0,3}(?:month|mo|monat|mes)(?-i:(?![a-z]))|\bmonthly\b|\bpcm\b|\bp[./]?m\b",
            _I,
        ),
    ),
    (
        "year",
        re.compile(
            r"(?:\bper|/|\ba|\beach|\bpro)\s?(?:year|yr|annum|jahr|annual)(?-i:(?![a-z]))|\bannual(?:ly)?\b|\byearly\b|\bp\.?a\b|\blpa\b|\bctc\b|\bannum\b",
            _I,
        ),
    ),
)
_LIKE_SIZED = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD"})
_SIGN = re.compile(r"[$£€₹¥₱₫₩₪₺₴₦łč](?:(?<![łč])|(?<=[zZ]ł)|(?<=Kč))")  # one set first: it is looked for fast
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(
    r"\s*(?:gross|per (?:month|year|annum|hour|day)|p\.?a\.?|/ ?(?:hr|hour|year|yr|month|h|day|d)\.?|annually|a year"
    r"|an hour)?"
    r"\s*(?:-+|to(?: -+)?|and|,? ?up to|till|until|,? ?(?:and )?(?:rising|going|increasing) to"
    r"|[,;/]? ?max(?:imum)?\.?:?"
    r"|,? ?to a maximum of)\s*",
    _I,
)
_BETWEEN_REVERSED = re.compile(r"\s*\(?(?:from|starting (?:at|from)|min(?:imum)?\.?:?)\s*", _I)
MAX_BETWEEN = 24  # characters between the ends of a range
_LEAD = re.compile(r"(?:up to|from|starting (?:at|from)|between|minimum(?: of)?)\s*$", _I)
_TAIL = re.compile(
    r"\s*(?:\+\s*)?(?:gross\s*)?(?:(?:per|a|an|/)\s?(?:hour|hr|day|week|month|year|yr|annum)|hourly|monthly|annually"
    r"|yearly"
    r"|p\.?a\.?|lpa|gross)(?:\s+(?:gross|per month|annually|monthly))?\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """An amount or a range with the text of its line around it."""

    low: Money
    high: Money | None
    before: str
    after: str

    @property
    def end(self) -> int:
        return (self.high or self.low).end

    @property
    def label(self) -> str:
        """What stands before the amount on its line."""
        return self.before.rsplit("\n", 1)[-1]

    @property
    def currency(self) -> str | None:
        lakh = self.low.lakh or (self.high is not None and self.high.lakh)
        return self.low.currency or (self.high.currency if self.high else None) or ("INR" if lakh else None)


def pay_of(document: Document, title: str | None = None, places: Sequence[JobLocation] = ()) -> Ctc | None:
    """The pay stated for the role, or null; amounts of perks, budgets and the company's money are not pay.

    Args:
        document: The posting's text.
        title: The title that came with it: read where the text states no pay, and for the level of several bands.
        places: Of the work: they tell whose dollar a bare "$" is, and which of several bands by place counts.
    """
    level = title or (document.words_of(document.sentences[0]) if document.sentences else "")
    scored = [(_score(claim) + _of_place(claim, places), -claim.low.start, claim) for claim in _claims(document)]
    scored = [item for item in scored if item[0] >= MIN_SCORE]
    if not scored:
        return _in_title(title, places)
    score, _, claim = max(scored, key=lambda item: item[:2])
    bands = [other for points, _, other in scored if points == score and _BAND.search(other.label)]
    found = _ctc(document.text, document.view, claim)
    if claim in bands and len(bands) > 1:
        found = _of_bands(document, bands, level) or found
    return _in_dollars_of(found, claim, document.view, places)


def _in_title(title: str | None, places: Sequence[JobLocation]) -> Ctc | None:
    """The pay that only the title states: "Data Engineer - 130-150K USD/Annual"."""
    if not title:
        return None
    view = matching_view(title)
    claims = [
        claim for claim in _claims_of(view, 0, len(view)) if claim.currency and not _OTHER_MONEY.search(claim.after)
    ]
    return _in_dollars_of(_ctc(title, view, claims[0]), claims[0], view, places) if claims else None


def _of_place(claim: _Claim, places: Sequence[JobLocation]) -> int:
    """Points for a band that is labelled with the place of the work: "Denver: $148,000 - $181,000"."""
    names = {name for place in places for name in (place.city, place.region) if name}
    return PLACE_POINTS if claim.high is not None and any(name in claim.label for name in names) else 0


def _of_bands(document: Document, bands: Sequence[_Claim], title: str) -> Ctc | None:
    """The pay over the bands of the levels that a title names: "Engineer II/III"."""
    asked = {level.lower() for level in _LEVEL.findall(title)}
    mine = [band for band in bands if asked & {level.lower() for level in _LEVEL.findall(band.label)}] or list(bands)
    each = [_ctc(document.text, document.view, band) for band in mine]
    lows, highs = [pay.min for pay in each if pay.min is not None], [pay.max for pay in each if pay.max is not None]
    if len(each) < 2 or len({(pay.currency, pay.period) for pay in each}) > 1 or not lows or not highs:
        return each[0] if each else None
    raw = document.text[mine[0].low.start : mine[-1].end]
    return each[0].model_copy(
        update={"min": min(lows), "max": max(highs), "raw": raw if len(raw) < MAX_RAW else each[0].raw}
    )


def _in_dollars_of(pay: Ctc, claim: _Claim, view: str, places: Sequence[JobLocation]) -> Ctc:
    """A bare "$" is the dollar of the country where the work is, unless the text speaks of US dollars."""
    codes = {place.country_code for place in places if place.country_code}
    dollar = _DOLLARS.get(next(iter(codes))) if len(codes) == 1 else None
    if dollar is None or not claim.low.bare_dollar or _US_DOLLARS.search(view):
        return pay
    return pay.model_copy(update={"currency": dollar})


def _claims(document: Document) -> Iterator[_Claim]:
    for start, end in _lines(document):
        yield from _claims_of(document.view, start, end)


def _claims_of(view: str, start: int, end: int) -> Iterator[_Claim]:
    amounts = list(islice(money_in(view, start, end), MAX_AMOUNTS))
    position = 0
    while position < len(amounts):
        low = amounts[position]
        high = amounts[position + 1] if position + 1 < len(amounts) else None
        if high is not None and not _is_range(view, low, high):
            high = None
        position += 2 if high else 1
        stop = (high or low).end
        before = view[max(start, low.start - CONTEXT_BEFORE) : low.start]
        if low.start - start < CONTEXT_BEFORE:  # the line above may be the label: "Salary"
            before = view[max(0, low.start - CONTEXT_BEFORE) : low.start]
        yield _Claim(low, high, before, view[stop : min(end, stop + CONTEXT_AFTER)])


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines that could state pay: with a currency sign, or a word of pay and a digit."""
    at = -1
    marks = [found.start() for found in _SIGN.finditer(document.view)] + [hit.start for hit in document.hits("pay")]
    for mark in sorted(marks)[:MAX_AMOUNTS]:
        if mark >= at:
            start, at = document.line_around(mark, mark)
            if _DIGIT.search(document.view, start, at):
                yield start, at


def _is_range(view: str, low: Money, high: Money) -> bool:
    if high.start - low.end > MAX_BETWEEN:
        return False
    if _BETWEEN.fullmatch(view, low.end, high.start) is None:
        reversed_ends = _BETWEEN_REVERSED.fullmatch(view, low.end, high.start)
        if (
            reversed_ends is None
            or not _UP_TO.search(view[max(0, low.start - 30) : low.start])
            or high.value > low.value
        ):
            return False
    return low.currency is None or high.currency is None or low.currency == high.currency


def _score(claim: _Claim) -> int:
    """How surely an amount is the role's pay."""
    line = _SENTENCE_END.split(claim.before.rsplit("\n", 1)[-1])[-1]
    labelled = _LABEL.search(line) is not None
    score = 2 * (claim.currency is not None) + 2 * (claim.high is not None) + 2 * claim.low.lakh
    score += 2 * (_period_in(claim.after) is not None or _period_in(line[-30:]) is not None)
    if labelled:
        score += 3
    elif _PAY_WORDS.search(claim.before[-40:]) or _PAY_WORDS.search(claim.after[:25]):
        score += 1
    clause = _CLAUSE_END.split(claim.after, maxsplit=1)[0]
    if (
        "?" in claim.label[-4:]
        or _OTHER_MONEY.search(line[-NEAR:])
        or _OTHER_MONEY.search(clause[:12] if claim.high else clause)
    ):
        score -= 6
    if claim.currency is None and not (labelled and claim.high is not None):
        score -= 4
    value = (claim.high or claim.low).value
    return score - 4 * (value < SMALLEST_PAY or (value > LARGEST_PAY and claim.currency in _LIKE_SIZED))


def _period_in(text: str) -> Period | None:
    found = [(match.start(), period) for period, pattern in _PERIODS if (match := pattern.search(text)) is not None]
    return min(found)[1] if found else None


def _ctc(text: str, view: str, claim: _Claim) -> Ctc:
    low, high = _bounds(claim)
    stated = view[claim.low.start : claim.end]
    after = _SENTENCE_END.split(claim.after)[0]
    period = _period_in(stated) or _period_in(after) or _period_in(_SENTENCE_END.split(claim.label)[-1])
    if period == "hour" and (high or low or 0) >= YEARLY_FROM:
        period = None
    if claim.low.lakh or (claim.high is not None and claim.high.lakh):
        period = "year"
    elif period is None:
        period = _usual_period(high if high is not None else low, claim.currency)
    return Ctc(min=low, max=high, currency=claim.currency, period=period, raw=_raw(text, view, claim))


def _usual_period(top: float | None, currency: str | None) -> Period | None:
    """The period that pay of this size is for where the posting names none."""
    if top is None:
        return None
    if currency == "INR":
        return "year" if top >= YEARLY_RUPEES_FROM else None
    if currency not in _LIKE_SIZED:
        return None
    return "year" if top >= YEARLY_FROM else "hour" if top <= HOURLY_UP_TO else None


def _bounds(claim: _Claim) -> tuple[float | None, float | None]:
    low = claim.low.value
    if claim.high is not None:
        if claim.high.value < low:
            return claim.high.value, low
        shared = claim.low.scale == 1 and claim.high.scale > 1 and low < claim.high.value / 100  # "58-80k"
        return (low * claim.high.scale if shared else low), claim.high.value
    if _UP_TO.search(claim.before):
        return None, low
    if _FROM.search(claim.before) or _OPEN_END.match(claim.after):
        return low, None
    return low, low


def _raw(text: str, view: str, claim: _Claim) -> str:
    """The amount with "from" or "up to" before it and its period after it, in the text's own words."""
    lead = _LEAD.search(view, max(0, claim.low.start - 20), claim.low.start)
    tail = _TAIL.match(view, claim.end)
    return text[lead.start() if lead else claim.low.start : tail.end() if tail else claim.end]
