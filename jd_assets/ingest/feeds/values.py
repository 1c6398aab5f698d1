"""Values of structured fields, in the words of many feeds, as the contract's own."""

import html
import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from jd_assets.contracts.nano_parse import EmploymentType, PayPeriod, WorkArrangement
from jd_assets.contracts.posting import StatedPay
from jd_assets.failures import PermanentFailure
from jd_assets.text.gazetteer import countries

Item = Mapping[str, Any]

#: Seconds since 1970 above this are milliseconds: it is the year 5138.
_MAX_SECONDS = 100_000_000_000
#: Tags that mark a text as HTML; a single "<b>" or "a < b" in plain text does not.
_HTML = re.compile(r"<(?:p|br|div|li|ul|ol|h[1-6]|span|strong|em|b|i|a)\b[^>]*>", re.IGNORECASE)
_HTML_TAGS = 3
_WHOLE_HTML = re.compile(r"\s*<(p|div|ul|h[1-6]|section|article)\b.*</\1>\s*$", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|li|ul|ol|h[1-6]|span|strong|em|b)\b", re.IGNORECASE)

_EMPLOYMENT: tuple[tuple[EmploymentType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))  # type: ignore[misc]  # the names are the contract's
    for kind, pattern in (
        ("internship", r"intern(?!a)|trainee|praktik|werkstudent|workingstudent|apprentice|ausbildung|^stage$"),
        ("freelance", r"freelanc|selfemployed"),
        ("temporary", r"temporary|temp$|seasonal|fixedterm|befristet|perdiem|interim"),
        ("contract", r"contract"),
        ("part_time", r"parttime|teilzeit|^part$"),
        ("full_time", r"fulltime|vollzeit|^full$"),
    )
)
_PERIODS: tuple[tuple[PayPeriod, re.Pattern[str]], ...] = tuple(
    (period, re.compile(pattern))  # type: ignore[misc]
    for period, pattern in (
        ("hour", r"^(?:1|per)?-?(?:hour|hr)"),
        ("day", r"^(?:1|per)?-?(?:day|dai)"),
        ("week", r"^(?:1|per)?-?(?:week|wk)"),
        ("month", r"^(?:1|per)?-?(?:month|mo$)"),
        ("year", r"^(?:1|per)?-?(?:year|annual|annum|yr)"),
    )
)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY"}


def text_of(value: Any) -> str | None:
    """A field as text; None for one that is empty, missing (NaN is how tables say it) or no single value."""
    if value is None or isinstance(value, Mapping | list | tuple | set | bytes):
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    return str(value).strip() or None


def first(item: Item, *names: str) -> str | None:
    """The first of these fields that holds a text."""
    return next((found for name in names if (found := text_of(item.get(name))) is not None), None)


def inner(item: Item, *path: str) -> Any:
    """The value at the end of a path of keys; None where a step of it is missing."""
    value: Any = item
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def part(item: Item, key: str) -> Item:
    """The object under a key; an empty one where there is none."""
    value = item.get(key)
    return value if isinstance(value, Mapping) else {}


def label(value: Any, key: str = "label") -> str | None:
    """The name of a thing that feeds give as a text, or as an object with a label."""
    return text_of(value.get(key)) if isinstance(value, Mapping) else text_of(value)


def listed(value: Any) -> list[Any]:
    """What may be one thing, several or none, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def number_of(value: Any) -> float | None:
    """An amount; "85,000" and "85 000.50" too. Zero, as feeds fill empty fields, is none."""
    if isinstance(value, bool) or (text := text_of(value)) is None:
        return None
    try:
        amount = float(re.sub(r"[\s,_'’](?=\d{3}\b)", "", text))
    except ValueError:
        return None
    return amount if math.isfinite(amount) and amount > 0 else None


def flag_of(value: Any) -> bool | None:
    """A yes or no."""
    if isinstance(value, bool):
        return value
    said = (text_of(value) or "").lower()
    return (
        True
        if said in {"true", "yes", "1", "1.0", "y"}
        else False
        if said in {"false", "no", "0", "0.0", "n"}
        else None
    )


def day_of(value: Any) -> date | None:
    """A day: ISO 8601, a mail's date, or seconds or milliseconds since 1970; None for what is none of these."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return _day(text_of(value) or "")
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _day(text: str) -> date:
    if re.fullmatch(r"\d{9,14}(?:\.\d+)?", text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > _MAX_SECONDS else seconds, UTC).date()
    if re.match(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text[:10])
    return parsedate_to_datetime(text).date()


def employment_of(*values: Any) -> EmploymentType | None:
    """The kind of employment that the first telling value names, however it is spelled."""
    for value in values:
        for said in listed(value):
            key = re.sub(r"[^a-z]", "", (text_of(said) or "").lower())
            for kind, pattern in _EMPLOYMENT:
                if key and pattern.search(key):
                    return kind
    return None


def arrangement_of(value: Any) -> WorkArrangement | None:
    """Where the work is done, of "Remote", "TELECOMMUTE", "on-site", "Hybrid"."""
    key = re.sub(r"[^a-z]", "", (text_of(value) or "").lower())
    if "hybrid" in key:
        return "hybrid"
    if "remote" in key or "telecommut" in key:
        return "remote"
    return "onsite" if key in {"onsite", "inoffice", "office", "inperson"} else None


def period_of(value: Any) -> PayPeriod | None:
    """The period of pay, of "YEAR", "yearly", "1 YEAR", "per-year-salary"."""
    key = re.sub(r"[^a-z0-9]+", "-", (text_of(value) or "").lower())
    return next((period for period, pattern in _PERIODS if pattern.search(key.replace("per-", ""))), None)


def pay_of(low: Any, high: Any, currency: Any, period: Any) -> StatedPay | None:
    """Pay, None where no amount is given; ends that stand the wrong way round are turned."""
    amounts = number_of(low), number_of(high)
    if amounts == (None, None):
        return None
    if None not in amounts:
        amounts = min(amounts), max(amounts)  # type: ignore[type-var]
    code = text_of(currency)
    code = _SIGNS.get(code, code.upper()) if code else None
    known = code if code and re.fullmatch("[A-Z]{3}", code) else None
    return StatedPay(min=amounts[0], max=amounts[1], currency=known, period=period_of(period))


def place_of(city: Any, region: Any = None, country: Any = None) -> str | None:
    """A place as one line, "Leeds, England, United Kingdom"; a country's code as its name."""
    nation = label(country, "name")
    if nation:
        nation = countries().get(nation.upper(), nation)
    return ", ".join(dict.fromkeys(filter(None, (label(city, "name"), label(region, "name"), nation)))) or None


def places_of(places: Iterable[str | None]) -> str | None:
    """Several places as one line, each once."""
    return "; ".join(dict.fromkeys(filter(None, places))) or None


def body_of(*parts: tuple[str | None, Any]) -> str:
    """One HTML text of several parts, each under its heading; a part may be plain text or HTML.

    Raises:
        PermanentFailure: No part holds a text.
    """
    written = []
    for heading, value in parts:
        text = text_of(value)
        if text:
            body = unescaped(text)
            body = body if is_html(body) else html.escape(body, quote=False).replace("\n", "<br>")
            written.append(f"<h2>{html.escape(heading, quote=False)}</h2>\n{body}" if heading else body)
    if not written:
        raise PermanentFailure("it has no description: ask the feed for the postings in full")
    return "\n".join(written)


def unescaped(text: str) -> str:
    """HTML that a feed has escaped once more ("&lt;p&gt;") as HTML."""
    return html.unescape(text) if _ESCAPED.search(text) and not _HTML.search(text) else text


def is_html(text: str) -> bool:
    """Whether a text is HTML, by its tags."""
    return len(_HTML.findall(text)) >= _HTML_TAGS or _WHOLE_HTML.match(text) is not None
