"""The evidence rule: what a model claims of a posting is kept only where the posting's text bears it out."""

import re
from collections.abc import Callable
from math import isclose
from typing import TypeVar

from jd_assets.contracts.nano_parse import (
    Ctc,
    Education,
    Experience,
    JobLocation,
    NanoParse,
    NanoParsed,
    ResponsibilityBlock,
    Span,
)
from jd_assets.contracts.posting import Posting
from jd_assets.parsing.fields.experience import NUMBER_WORDS
from jd_assets.parsing.fields.money import money_in
from jd_assets.parsing.fields.responsibilities import block_at
from jd_assets.parsing.gate import is_beyond_doubt
from jd_assets.parsing.structure.locate import Quotations
from jd_assets.text.normalise import matching_view

T = TypeVar("T")
_QUOTED_CHARS = 80  # of a dropped claim, enough to recognise it
_SCALES = (1, 1_000, 100_000)  # "58-80k" and "4-6 lakh" name the scale once
_WORD_OR_NUMBER = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_IN_FIGURES = {word: f"{value:g}" for word, value in NUMBER_WORDS.items()}


class _Witness:
    """Looks claims up in a posting and notes those that it does not bear out."""

    def __init__(self, posting: Posting) -> None:
        self._text = posting.text
        self._body = Quotations(posting.text)
        self._given = Quotations("\n".join(filter(None, (posting.title, posting.company, posting.location))))
        self.dropped: list[str] = []

    def find(self, claim: str | None) -> tuple[int, int] | None:
        return self._body.find(claim) if claim else None

    def stated(self, claim: str | None) -> bool:
        """Whether the text, or what came with it, says so."""
        return bool(claim) and (self.find(claim) is not None or self._given.find(claim or "") is not None)

    def own_words(self, claim: str | None) -> str | None:
        """The text's own wording of a claim."""
        place = self.find(claim)
        return self._text[place[0] : place[1]] if place else None

    def drop(self, field: str, claim: str | None) -> None:
        self.dropped.append(f"{field}: {(claim or '')[:_QUOTED_CHARS]}")

    def kept(self, field: str, claims: list[T], wording: Callable[[T], str | None]) -> list[T]:
        """The claims whose wording is stated; the others are noted."""
        good = [claim for claim in claims if self.stated(wording(claim))]
        for claim in claims:
            if claim not in good:
                self.drop(field, wording(claim))
        return good


def merge_answer(posting: Posting, rules: NanoParse, answer: NanoParsed) -> NanoParse:
    """A model's answer with every claim of fact checked against the posting, and its gaps filled by the rules.

    Role, aliases, family, domain, level, arrangement and kind of employment are classifications and may stand;
    names, quotations, amounts, places and addresses must be found in the text. Word and bullet counts are made anew.
    """
    witness = _Witness(posting)
    base = rules.nano_parsed
    facts = _facts(witness, base, answer)
    blocks = _blocks(witness, posting.text, rules.spans, answer)
    judged = _judged(base, answer)
    merged = base.model_copy(
        update={**judged, **facts, "roles_and_responsibilities": blocks or base.roles_and_responsibilities}
    )
    names = [merged.company_name, *rules.company_names] if merged.company_name else rules.company_names
    return rules.model_copy(
        update={
            "nano_parsed": merged,
            "company_names": list(dict.fromkeys(names)),
            "dropped_claims": [*rules.dropped_claims, *witness.dropped],
        }
    )


def _judged(base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    """Classifications: the model's where it gave one; a failure beyond doubt stands against it."""
    fields = ("role", "role_aliases", "role_archetype", "seniority", "work_arrangement", "employment_type")
    judged: dict[str, object] = {name: getattr(answer, name) or getattr(base, name) for name in fields}
    judged["domain"] = answer.domain if answer.domain.primary else base.domain
    judged["warnings"] = list(dict.fromkeys([*base.warnings, *answer.warnings]))
    if not is_beyond_doubt(base.JD_type_reason):
        judged["JD_type"] = answer.JD_type
        reason = answer.JD_type_reason or base.JD_type_reason or "not a job description"
        judged["JD_type_reason"] = reason if answer.JD_type == "fail" else None
    return judged


def _facts(witness: _Witness, base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    certifications = witness.kept("certifications", answer.certifications, lambda item: item.raw)
    locations = witness.kept("job_locations", answer.job_locations, lambda place: _place_wording(witness, place))
    return {
        "company_name": _stated(witness, "company_name", answer.company_name) or base.company_name,
        "about_company": _quoted(witness, "about_company", answer.about_company) or base.about_company,
        "experience": _experience(witness, answer.experience) or base.experience,
        "ctc": _pay(witness, answer.ctc) or base.ctc,
        "education": _education(witness, answer.education) or base.education,
        "certifications": certifications or base.certifications,
        "job_locations": locations or base.job_locations,
        "urls": witness.kept("urls", answer.urls, str) or base.urls,
        "languages": witness.kept("languages", answer.languages, str) or base.languages,
    }


def _stated(witness: _Witness, field: str, claim: str | None) -> str | None:
    if not claim or witness.stated(claim):
        return claim
    witness.drop(field, claim)
    return None


def _quoted(witness: _Witness, field: str, claim: str | None) -> str | None:
    """The text's own wording of a claim; one without is noted."""
    own = witness.own_words(claim)
    if own is None and claim:
        witness.drop(field, claim)
    return own


def _education(witness: _Witness, claims: list[Education]) -> list[Education]:
    quoted = ((claim, _quoted(witness, "education", claim.raw)) for claim in claims)
    return [claim.model_copy(update={"raw": own}) for claim, own in quoted if own is not None]


def _pay(witness: _Witness, claim: Ctc | None) -> Ctc | None:
    """The claimed pay where its quotation is in the text and holds the amounts."""
    own = _quoted(witness, "ctc", claim.raw) if claim is not None else None
    if claim is None or own is None:
        return None
    view = matching_view(own)
    said = [money.value * scale for money in money_in(view, 0, len(view)) for scale in _SCALES]
    for amount in (claim.min, claim.max):
        if amount is not None and not any(isclose(amount, value, rel_tol=0.01) for value in said):
            witness.drop("ctc", f"{amount:g} in {own}")
            return None
    return claim.model_copy(update={"raw": own})


def _experience(witness: _Witness, claim: Experience) -> Experience | None:
    """The claimed years where their quotation is in the text and holds the numbers."""
    years = [f"{value:g}" for value in (claim.min, claim.max) if value is not None]
    if not years:
        return None
    own = witness.own_words(claim.raw)
    said = {_IN_FIGURES.get(word, word) for word in _WORD_OR_NUMBER.findall((own or "").lower())}
    if own is not None and said.issuperset(years):
        return claim.model_copy(update={"raw": own})
    witness.drop("experience", claim.raw or "-".join(years))
    return None


def _place_wording(witness: _Witness, place: JobLocation) -> str | None:
    return next((name for name in (place.raw, place.city, place.country) if witness.stated(name)), place.raw)


def _blocks(witness: _Witness, text: str, spans: list[Span], answer: NanoParsed) -> list[ResponsibilityBlock]:
    blocks = []
    for claim in answer.roles_and_responsibilities:
        place = witness.find(claim.text)
        if place is None:
            witness.drop("roles_and_responsibilities", claim.text)
            continue
        heading = _quoted(witness, "heading", claim.heading)
        bullets = sum(span.bullet and place[0] <= span.start < place[1] for span in spans)
        blocks.append(block_at(text, *place, bullets, heading))
    return blocks
