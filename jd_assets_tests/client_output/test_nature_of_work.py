from jd_assets.client_output.nature_of_work import nature_of_work
from jd_assets.contracts.base import Section
from jd_assets_tests.client_output.given import text_of


def shares(*sentences: str) -> dict[str, float]:
    return {share.kind: round(share.share, 4) for share in nature_of_work(text_of(*sentences)).shares}


def test_each_sentence_weighs_the_same_and_its_first_verb_double() -> None:
    assert shares("Design and build ovens", "Monitor the furnaces") == {"run": 0.5, "design": 0.3333, "build": 0.1667}


def test_a_sentence_without_a_verb_is_counted_and_not_read() -> None:
    nature = nature_of_work(text_of("Build ovens", "The town by the river"))
    assert (nature.sentences, nature.sentences_read) == (2, 1)
    assert [(share.kind, share.share) for share in nature.shares] == [("build", 1.0)]


def test_verbs_carry_their_place_and_their_sentence() -> None:
    text = text_of("• Fix kilns", "• Build ovens")
    [build] = [share for share in nature_of_work(text).shares if share.kind == "build"]
    [verb] = build.verbs
    assert verb.evidence.text == "Build"
    assert text.text[verb.sentence_start : verb.sentence_end] == "• Build ovens"


def test_only_responsibilities_count() -> None:
    nature = nature_of_work(text_of("Build ovens for us", section=Section.ABOUT_COMPANY))
    assert nature.shares == []
    assert nature.not_stated == "The posting states no responsibilities"


def test_responsibilities_without_a_known_verb_say_so() -> None:
    nature = nature_of_work(text_of("The town by the river"))
    assert nature.not_stated == "No sentence of the responsibilities has a verb of a known kind"
