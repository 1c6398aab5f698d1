from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.drafting.kras import KRAS, Duty, draft_kras

INSPECT = [
    "Inspect the bee hives for mites every week",
    "Check all bee hives for mites weekly",
    "Examine bee hives weekly for mites",
]
SELL = "Sell jars of honey at the farmers market"
SUBJECTS = (
    "trucks,invoices,lawns,violins,bridges,passports,teeth,curtains,sheep,engines,novels,elections,glaciers,wine,"
    "chimneys,satellites,carpets,puppets"
).split(",")


def test_a_duty_in_other_words_is_one_kra_with_its_employers(embedder: Embedder) -> None:
    duties = [Duty(text, f"run {n}", f"employer {n}") for n, text in enumerate(INSPECT)]
    [kra] = draft_kras(duties, embedder)
    assert kra.kra in INSPECT
    assert (kra.employers, kra.postings) == (3, 3)


def test_what_most_employers_say_comes_first(embedder: Embedder) -> None:
    duties = [Duty(SELL, "run 9", "one"), *(Duty(text, f"run {n}", f"{n}") for n, text in enumerate(INSPECT))]
    found = draft_kras(duties, embedder)
    assert [kra.employers for kra in found] == [3, 1]
    assert found[1].kra == SELL


def test_reposts_of_an_employer_count_once(embedder: Embedder) -> None:
    [kra] = draft_kras([Duty(SELL, f"run {n}", "one") for n in range(4)], embedder)
    assert (kra.employers, kra.postings) == (1, 4)


def test_what_one_employer_alone_says_fills_up_to_the_least_number_only(embedder: Embedder) -> None:
    duties = [Duty(f"Repair and look after old {subject}", "run", "one") for subject in SUBJECTS]
    assert len(draft_kras(duties, embedder)) == KRAS[0]


def test_a_draft_has_no_more_kras_than_a_role(embedder: Embedder) -> None:
    texts = [f"Repair and look after old {subject}" for subject in SUBJECTS]
    duties = [Duty(text, f"run {employer}", employer) for text in texts for employer in ("one", "two")]
    assert len(draft_kras(duties, embedder)) == KRAS[1]


def test_fragments_and_paragraphs_are_no_kras(embedder: Embedder) -> None:
    assert draft_kras([Duty("Apply now", "run", "one"), Duty("word " * 60, "run", "one")], embedder) == []
