"""What a feed states beside the text: facts that win over what was read, and warnings where the text says otherwise."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jd_assets.contracts.nano_parse import Ctc, Domain, Industry, JobLocation, NanoParse, NanoParsed
from jd_assets.contracts.posting import Posting, Stated, StatedPay
from jd_assets.parsing.fields.company import company_names
from jd_assets.parsing.fields.header import header_of
from jd_assets.parsing.fields.locations import locations_of, places_in
from jd_assets.parsing.structure.cues import cue_book
from jd_assets.parsing.structure.document import document_of
from jd_assets.text.normalise import folded, matching_view
from jd_assets.text.tables import listed, rows_of

#: Amounts that differ by less are the same, rounded; of different periods, by less than working hours differ.
SAME_AMOUNT, SAME_YEARLY = 0.01, 0.15
#: Times that a text names its employer, where it surely is one: a name read once may be any noun.
SURE_NAMED = 2
#: Periods of a working year of 52 weeks of 40 hours.
_A_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_NOTHING = Stated()


def with_stated(posting: Posting, parse: NanoParse, today: date) -> NanoParse:
    """The parse with the facts of the posting's feed in it, each named in `stated_by`.

    Args:
        posting: The posting and what came beside its text.
        parse: What an engine read.
        today: The day on which it is read; a posting whose last day is before it has expired.
    """
    if posting.stated is None and not posting.company and not posting.location:
        return parse
    read = parse.nano_parsed
    stated = posting.stated or _NOTHING
    facts = _facts(posting, stated, read)
    warnings = [*read.warnings, *_contradictions(posting, stated, read, facts), *_expired(stated, today)]
    changed = {
        **facts,
        "date_posted": stated.date_posted,
        "valid_through": stated.valid_through,
        "stated_by": dict.fromkeys(facts, "feed"),
        "warnings": list(dict.fromkeys(warnings)),
    }
    return parse.model_copy(update={"nano_parsed": read.model_copy(update=changed)})


def _facts(posting: Posting, stated: Stated, read: NanoParsed) -> dict[str, Any]:
    """The fields that are stated, by their names in the payload."""
    facts: dict[str, Any] = {
        "company_name": posting.company,
        "job_locations": _places(posting.location, read.job_locations),
        "ctc": _pay(stated.pay) if stated.pay else None,
        "employment_type": stated.employment_type,
        "work_arrangement": stated.work_arrangement,
        "domain": _domain(stated.industry, read.domain),
    }
    return {name: value for name, value in facts.items() if value}


def _places(location: str | None, read: list[JobLocation]) -> list[JobLocation]:
    """The places of a stated location; one that the table lacks is read as it stands, by the rules.

    What was read stands where it says more of the same places: the city in a stated country, or which namesake.
    """
    stated = places_in(location) if location else []
    cities = {place.city for place in stated}
    countries = {place.country_code for place in stated if not place.city}
    finer = bool(read) and all(
        place.city and (place.city in cities or place.country_code in countries) for place in read
    )
    return read if stated and finer and len(read) >= len(cities - {None}) else stated


def _pay(pay: StatedPay) -> Ctc:
    low, high = (
        f"{amount:,.0f}" if amount and amount >= 100 else f"{amount:g}" if amount else ""
        for amount in (pay.min, pay.max)
    )
    amounts = f"{low}–{high}" if low and high and low != high else low or f"up to {high}"
    period = f"{'an' if pay.period == 'hour' else 'a'} {pay.period}" if pay.period else None
    raw = " ".join(filter(None, (pay.currency, amounts, period)))
    return Ctc(min=pay.min, max=pay.max, currency=pay.currency, period=pay.period, raw=raw)


def _domain(industry: str | None, read: Domain) -> Domain | None:
    """The taxonomy's industry of a stated one; what was read stands second. None where the taxonomy has none."""
    if not industry:
        return None
    view = matching_view(industry)
    said = folded(industry)
    known = {row["domain"]: listed(row["aliases"]) for row in rows_of("industries")}
    alike = [name for name, aliases in known.items() if said in {folded(each) for each in (name, *aliases)}]
    hits = Counter(hit.value for hit in cue_book().scan(view).by_kind.get("industry", []))
    name = alike[0] if alike else hits.most_common(1)[0][0] if hits else None
    if name is None:
        return None
    others = [each for each in (read.primary, read.secondary) if each and each.domain != name]
    return Domain(primary=Industry(domain=name, aliases=known[name]), secondary=others[0] if others else None)


def _contradictions(posting: Posting, stated: Stated, read: NanoParsed, facts: dict[str, Any]) -> Iterator[str]:
    if "ctc" in facts and read.ctc and _differs(facts["ctc"], read.ctc):
        yield f"the feed states pay of {facts['ctc'].raw}, the text says “{read.ctc.raw}”"
    for name, words in (("employment_type", "employment"), ("work_arrangement", "work")):
        found, fact = getattr(read, name), facts.get(name)
        if fact and found and found != fact:
            yield f"the feed states {words} as {_spoken(fact)}, the text reads as {_spoken(found)}"
    if stated.remote is False and "work_arrangement" not in facts and read.work_arrangement == "remote":
        yield "the feed does not flag the posting as remote, the text reads as remote"
    if "job_locations" in facts or "company_name" in facts:
        yield from _other_names(posting, facts)


def _other_names(posting: Posting, facts: dict[str, Any]) -> Iterator[str]:
    """Where the text names another place, or another employer, and never the stated one."""
    said = folded(posting.text)
    places = [place for place in facts.get("job_locations", []) if place.city or place.country]
    unseen = places if not any(place.city and folded(place.raw) in said for place in places) else []
    is_unnamed = posting.company is not None and not _is_named(posting.company, said)
    if not unseen and not is_unnamed:
        return
    document = document_of(posting.text)
    header = header_of(document)
    told = locations_of(document, None, posting.title, header) if unseen else []
    if told and _elsewhere(unseen, told):
        yield f"the feed states the place {posting.location}, the text names {_list(place.raw for place in told)}"
    if posting.company and is_unnamed:
        names = company_names(document, None, posting.title, header)
        sure = [name for name in names if posting.text.count(name) >= SURE_NAMED]
        if sure and not any(_alike(posting.company, name) for name in names):
            yield f"the feed states the employer {posting.company}, the text names {sure[0]}"


def _is_named(company: str, said: str) -> bool:
    """Whether a text, in lower case, speaks of an employer, be it by the first word of its name alone."""
    words = [word for word in folded(company).split() if word != "the"]
    return bool(words) and words[0].strip(",.") in said


def _alike(company: str, name: str) -> bool:
    """Whether two names may be of one employer: one within the other, however spaced, or its initials."""
    one, other = (re.sub(r"[\W_]", "", folded(each)) for each in (company, name))
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", folded(company)))
    return (
        one in other
        or other in one
        or other in initials
        or any(word in other for word in re.findall(r"\((\w{2,})\)", folded(company)))
    )


def _elsewhere(stated: list[JobLocation], told: list[JobLocation]) -> bool:
    """Whether two lists of places have nothing in common: no country, or no city of those that both name."""
    if not {each.country for each in told if each.country}:
        return False
    if {each.country for each in stated}.isdisjoint(each.country for each in told):
        return True
    cities, others = ({each.city for each in side if each.city} for side in (stated, told))
    return bool(cities and others) and cities.isdisjoint(others)


def _differs(stated: Ctc, told: Ctc) -> bool:
    if stated.currency and told.currency and stated.currency != told.currency:
        return True
    same = stated.period == told.period or not (stated.period and told.period)
    scale = 1.0 if same else _A_YEAR[told.period or "year"] / _A_YEAR[stated.period or "year"]
    tolerance = SAME_AMOUNT if same else SAME_YEARLY
    pairs = ((stated.min, told.min), (stated.max, told.max))
    return any(
        one is not None and other is not None and abs(one - other * scale) > tolerance * one for one, other in pairs
    )


def _expired(stated: Stated, today: date) -> Iterator[str]:
    if stated.valid_through and stated.valid_through < today:
        yield f"expired: the feed states that the posting was open until {stated.valid_through}"


def _spoken(value: str) -> str:
    return value.replace("_", " ").replace("onsite", "on site")


def _list(values: Iterable[str]) -> str:
    return ", ".join(list(dict.fromkeys(values))[:3])
