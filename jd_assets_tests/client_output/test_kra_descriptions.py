from jd_assets.client_output.kra_descriptions import LINE_WORDS, SPEAKS_OF, kra_descriptions
from jd_assets.contracts.client_output import KraDescriptions
from jd_assets.contracts.role_scoring import KraMatch, RoleMatch, Stage3Signals
from jd_assets_tests.client_output.given import LIBRARY, OTHER_ROLE, text_of

KEEPS, ANSWERS = LIBRARY.role_by_slug["ledger-engineer"].kras


def described(sentence: str, similarity: float = 0.7, role: RoleMatch | None = OTHER_ROLE) -> KraDescriptions:
    match = KraMatch(kra_text=KEEPS, sentence=" ".join(sentence.split()), similarity=similarity)
    signals = Stage3Signals(alias_found=False, kra_match_roles=[OTHER_ROLE.model_copy(update={"kra_matches": [match]})])
    return kra_descriptions(text_of("Hello there.", sentence), signals, role, LIBRARY)


def test_the_description_is_the_postings_own_line_from_its_verb_on() -> None:
    keeps, answers = described("In this role  you will reconcile  the ledgers.").kras
    assert keeps.description == "reconcile the ledgers."
    assert keeps.evidence is not None
    assert keeps.evidence.text == "reconcile  the ledgers."
    assert (keeps.matches[0].similarity, keeps.matches[0].evidence.start) == (0.7, len("Hello there.\n"))
    assert answers.description is None
    assert answers.not_stated == "None of the sentences closest to the role speaks of it"


def test_a_long_sentence_is_cut_at_the_end_of_a_clause() -> None:
    tail = " ".join(["and more"] * LINE_WORDS)
    keeps, _ = described(f"Reconcile the ledgers of all shops, every night, {tail}").kras
    assert keeps.description == "Reconcile the ledgers of all shops, every night"


def test_a_sentence_that_is_not_close_describes_nothing() -> None:
    keeps, _ = described("Reconcile the ledgers.", similarity=SPEAKS_OF[0][0] - 0.01).kras
    assert (keeps.description, keeps.matches) == (None, [])


def test_without_a_role_of_the_library_there_is_no_kra() -> None:
    found = described("Reconcile the ledgers.", role=None)
    assert found.kras == []
    assert found.not_stated == "No role of the library was decided, and so there are no KRAs to describe"


def test_a_sentence_that_shares_nothing_but_its_field_describes_nothing() -> None:
    keeps, _ = described("Meet the business team to design systems.", similarity=SPEAKS_OF[1][0] + 0.02).kras
    assert keeps.description is None


def test_who_is_sought_and_what_the_team_does_is_no_duty() -> None:
    for sentence in (
        "We are looking for clerks to keep ledgers correct.",
        "The team builds and keeps correct ledgers.",
    ):
        assert described(sentence, similarity=0.8).kras[0].description is None
