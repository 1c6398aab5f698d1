from hypothesis import given, settings
from hypothesis import strategies as st

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import Part, extracted

WORDS = st.sampled_from(
    ["C", "C++/C#", ".NET", "Go", "go-to-market", "R&D", "react", "Java 8+", "no PHP", "(EC2, S3)",
     "experience with", "is a plus", "Technologies:", "@", "www.", "a.b.com", "\u00ad", "“",
     "•", "\n", "\t", "Zürich", "Ph.D.", "5+ years"]
)  # fmt: skip
PARTS = st.lists(
    st.tuples(st.sampled_from([None, *Section]), st.lists(WORDS, max_size=8).map(" ".join)), min_size=1, max_size=6
)


@settings(max_examples=150, deadline=None)
@given(PARTS)
def test_whatever_the_text_all_evidence_is_its_text(vocabulary: Vocabulary, parts: list[Part]) -> None:
    text = "\n".join(line for _, line in parts)
    found = extracted(vocabulary, *parts)
    evidence = [each for skill in found.final_skills for each in skill.evidence]
    evidence += [mention.evidence for mention in found.unmatched_mentions]

    assert all(text[each.start : each.end] == each.text for each in evidence)
    assert all(skill.evidence for skill in found.final_skills)
    assert len({skill.skill_id for skill in found.final_skills if skill.skill_id}) == sum(
        skill.skill_id is not None for skill in found.final_skills
    )
