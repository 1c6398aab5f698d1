"""The evidence rule: who decides each parsed field where a model answered, and what proof its claims need.

`docs/reading.md` says it as a table. A field that the model answered is decided by the model, an empty one included;
where it left the field out, or none of its claims on it has proof in the text, what the rules read stands.
"""

from collections.abc import Callable, Sequence
from math import isclose
from typing import TypeVar

from jd_assets.contracts.nano_parse import Certification, Ctc, Education, Experience, JobLocation, NanoParse, NanoParsed
from jd_assets.contracts.posting import Posting
from jd_assets.parsing.duties import merged_duties
from jd_assets.parsing.fields.numbers import numbers_in
from jd_assets.parsing.fields.title import are_related
from jd_assets.parsing.gate import is_beyond_doubt
from jd_assets.parsing.structure.locate import Quotations
from jd_assets.parsing.title_rule import is_borne_out
from jd_assets.text.addressed import unheard
from jd_assets.text.language_names import is_named

#: Raise it with every change of what an answer becomes: it is kept with each row.
VERSION = "3"

T = TypeVar("T")
_QUOTED_CHARS = 80  # of a dropped claim, enough to recognise it
_SCALES = (1, 1_000, 100_000)  # "58-80k" and "4-6 lakh" name the scale once

#: Classifications that the model's word decides alone, empty or not.
_JUDGED = ("seniority", "work_arrangement", "employment_type", "domain")


class Witness:
    """Looks claims up in a posting and notes those that it does not bear out."""

    def __init__(self, posting: Posting) -> None:
        self._text = posting.text
        self._body = Quotations(posting.text)
        # A sentence that speaks to a program proves nothing, though its words are there.
        self._facts = Quotations(unheard(posting.text))
        self._given = Quotations("\n".join(filter(None, (posting.title, posting.company, posting.location))))
        self.dropped: list[str] = []

    def find(self, claim: str | None) -> tuple[int, int] | None:
        """Where the text has these words."""
        return self._body.find(claim) if claim else None

    def stated(self, claim: str | None) -> bool:
        """Whether the text, or what came with it, says so."""
        return bool(claim) and (self._facts.find(claim or "") is not None or self.given(claim))

    def given(self, claim: str | None) -> bool:
        """Whether what came with the text says so."""
        return bool(claim) and self._given.find(claim or "") is not None

    def own_words(self, claim: str | None) -> str | None:
        """The text's own wording of a claim."""
        place = self._facts.find(claim) if claim else None
        return self._text[place[0] : place[1]] if place else None

    def names_language(self, language: str, written_in: str) -> bool:
        """Whether the text, in its own language, names a human language."""
        return is_named(language, self._text, written_in)

    def drop(self, field: str, claim: str | None) -> None:
        """Note a claim without proof."""
        self.dropped.append(f"{field}: {(claim or '')[:_QUOTED_CHARS]}")

    def kept(self, field: str, claims: Sequence[T], wording: Callable[[T], str | None]) -> list[T]:
        """The claims whose wording is stated; the others are noted."""
        good = [claim for claim in claims if self.stated(wording(claim))]
        for claim in claims:
            if claim not in good:
                self.drop(field, wording(claim))
        return good


def merge_answer(posting: Posting, rules: NanoParse, answer: NanoParsed) -> NanoParse:
    """A model's answer with every claim of fact held against the posting.

    Args:
        posting: What was read.
        rules: What the rules read in it.
        answer: The model's answer; the fields that are set in it are those that it answered.
    """
    witness = Witness(posting)
    base = rules.nano_parsed
    duties = (
        merged_duties(posting.text, rules, answer, witness) if _answered(answer, "roles_and_responsibilities") else None
    )
    changed = {**_gate(base, answer), **_role(witness, posting, base, answer), **_judged(base, answer)}
    changed |= _facts(witness, posting, base, answer)
    if duties is not None:
        changed["roles_and_responsibilities"] = duties.blocks
    merged = base.model_copy(update=changed)
    names = [merged.company_name, *rules.company_names] if merged.company_name else rules.company_names
    return rules.model_copy(
        update={
            "nano_parsed": merged,
            "spans": rules.spans if duties is None else duties.spans,
            "company_names": list(dict.fromkeys(names)),
            "dropped_claims": [*rules.dropped_claims, *witness.dropped],
        }
    )


def _answered(answer: NanoParsed, field: str) -> bool:
    return field in answer.model_fields_set


def _gate(base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    """The model's word, but for a failure beyond doubt."""
    warnings = list(dict.fromkeys([*base.warnings, *answer.warnings]))
    if is_beyond_doubt(base.JD_type_reason):
        return {"warnings": warnings}
    reason = answer.JD_type_reason or base.JD_type_reason or "not a job description"
    failed = answer.JD_type == "fail"
    return {"warnings": warnings, "JD_type": answer.JD_type, "JD_type_reason": reason if failed else None}


def _role(witness: Witness, posting: Posting, base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    """The model's name of the role where nothing the posting states speaks against it."""
    stated = answer.role_as_stated or None
    if answer.role and not is_borne_out(posting, base, stated or answer.role, witness.stated):
        witness.drop("role", answer.role)
        return {}
    role = answer.role or base.role
    # Both follow from the role: what the model leaves empty is filled by the rules.
    changed: dict[str, object] = {
        "role_aliases": _aliases(witness, posting, role, answer.role_aliases) or base.role_aliases,
        "role_archetype": answer.role_archetype or base.role_archetype,
    }
    if not _answered(answer, "role"):
        return changed
    return changed | {"role": role, "role_as_stated": stated if answer.role and stated != role else None}


def _aliases(witness: Witness, posting: Posting, role: str | None, claims: Sequence[str]) -> list[str]:
    """Other names of the role; where a title is given, those that the posting uses for the same work.

    The title says then which work it is, and a name that it does not lead to would speak beside it.
    """
    if not posting.title or not role:
        return list(claims)
    related = [claim for claim in claims if are_related(claim, role)]
    for claim in claims:
        if claim not in related:
            witness.drop("role_aliases", claim)
    return witness.kept("role_aliases", related, str)


def _judged(base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    return {name: getattr(answer if _answered(answer, name) else base, name) for name in _JUDGED}


def _facts(witness: Witness, posting: Posting, base: NanoParsed, answer: NanoParsed) -> dict[str, object]:
    """Names, quotations, amounts, places and addresses, each found in the text."""
    locations = witness.kept("job_locations", answer.job_locations, lambda place: _place_wording(witness, place))
    languages = _languages(witness, answer.languages, base.language)
    read: dict[str, object] = {
        "company_name": _company(witness, posting, answer.company_name),
        "experience": _experience(witness, answer.experience, base.language),
        "ctc": _pay(witness, answer.ctc, base.language),
        "education": _quoted_items(witness, "education", answer.education),
        "certifications": _quoted_items(witness, "certifications", answer.certifications),
        "job_locations": locations,
        "languages": languages,
    }
    facts = {
        name: value if value or _is_empty_answer(answer, name) else getattr(base, name) for name, value in read.items()
    }
    facts["experience"] = facts["experience"] or Experience()
    # Found by their shape in the text: what either reader found is there.
    urls = witness.kept("urls", answer.urls, str)
    facts["urls"] = list(dict.fromkeys([*urls, *base.urls]))
    facts["about_company"] = _quoted(witness, "about_company", answer.about_company) or base.about_company
    return facts


def _languages(witness: Witness, claims: Sequence[str], written_in: str) -> list[str]:
    """The human languages that the text names, by their English name or by its own word for them."""
    abroad = [claim for claim in claims if witness.names_language(claim, written_in)]
    return [claim for claim in claims if claim in abroad or witness.kept("languages", [claim], str)]


def _is_empty_answer(answer: NanoParsed, field: str) -> bool:
    """Whether the model answered that the posting does not say: claims without proof are no such answer."""
    value = getattr(answer, field)
    empty = not value or (isinstance(value, Experience) and value.min is None and value.max is None)
    return _answered(answer, field) and empty


def _company(witness: Witness, posting: Posting, claim: str | None) -> str | None:
    """The claimed employer; where one came with the posting, in that one's words."""
    if not claim or (witness.given(claim) if posting.company else witness.stated(claim)):
        return claim
    witness.drop("company_name", claim)
    return None


def _quoted(witness: Witness, field: str, claim: str | None) -> str | None:
    """The text's own wording of a claim; one without is noted."""
    own = witness.own_words(claim)
    if own is None and claim:
        witness.drop(field, claim)
    return own


Q = TypeVar("Q", Education, Certification)


def _quoted_items(witness: Witness, field: str, claims: Sequence[Q]) -> list[Q]:
    quoted = ((claim, _quoted(witness, field, claim.raw)) for claim in claims)
    return [claim.model_copy(update={"raw": own}) for claim, own in quoted if own is not None]


def _pay(witness: Witness, claim: Ctc | None, language: str) -> Ctc | None:
    """The claimed pay where its quotation is in the text and holds the amounts."""
    own = _quoted(witness, "ctc", claim.raw) if claim is not None else None
    if claim is None or own is None:
        return None
    said = [value * scale for value in numbers_in(own, language) for scale in _SCALES]
    for amount in (claim.min, claim.max):
        if amount is not None and not any(isclose(amount, value, rel_tol=0.01) for value in said):
            witness.drop("ctc", f"{amount:g} in {own}")
            return None
    return claim.model_copy(update={"raw": own})


def _experience(witness: Witness, claim: Experience, language: str) -> Experience | None:
    """The claimed years where their quotation is in the text and holds the numbers."""
    years = [value for value in (claim.min, claim.max) if value is not None]
    if not years:
        return None
    own = witness.own_words(claim.raw)
    if own is not None and numbers_in(own, language).issuperset(years):
        return claim.model_copy(update={"raw": own})
    witness.drop("experience", claim.raw or "-".join(f"{value:g}" for value in years))
    return None


def _place_wording(witness: Witness, place: JobLocation) -> str | None:
    return next((name for name in (place.raw, place.city, place.country) if witness.stated(name)), place.raw)
