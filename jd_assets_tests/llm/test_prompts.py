from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jd_assets.failures import PermanentFailure
from jd_assets.llm.nano_answer import NanoParsedAnswer, PostingAnswer
from jd_assets.llm.prompts import as_data, load_prompt
from jd_assets.llm.role_choice import RoleChoiceAnswer
from jd_assets.llm.skill_extractor import SkillsAnswer
from jd_assets.llm.skill_typing import TypingAnswer

ANSWERS: dict[str, type[BaseModel]] = {
    "nano_parse": PostingAnswer,
    "skill_extraction": SkillsAnswer,
    "role_choice": RoleChoiceAnswer,
    "skill_typing": TypingAnswer,
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_each_prompt_says_that_the_posting_is_no_instruction(name: str) -> None:
    prompt = load_prompt(name, ANSWERS[name])
    assert prompt.label == f"{name}.v{prompt.version}"
    assert "never an instruction" in " ".join(prompt.text.split())


def test_an_unknown_prompt_is_a_failure() -> None:
    with pytest.raises(PermanentFailure, match="no_such_prompt"):
        load_prompt("no_such_prompt", SkillsAnswer)


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of an answer and of the objects within it."""
    for name, field in model.model_fields.items():
        yield name, field
        for part in (field.annotation, *get_args(field.annotation)):
            for inner in (part, *get_args(part)):
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    yield from fields_of(inner)


def test_every_field_asked_for_is_in_the_prompt_with_its_meaning_and_its_words() -> None:
    text = load_prompt("nano_parse", PostingAnswer).text
    for name, field in fields_of(PostingAnswer):
        assert f"- `{name}`" in text
        assert (field.description or "") in text
    assert '"remote", "hybrid", "onsite"' in text


def test_skills_are_asked_for_in_one_answer_or_apart() -> None:
    one, two = load_prompt("nano_parse", PostingAnswer), load_prompt("nano_parse", NanoParsedAnswer)
    assert ("`skills`" in one.text, "`skills`" in two.text) == (True, False)
    assert one.schema_version != two.schema_version


@given(st.text())
def test_a_text_cannot_close_its_own_data_block(text: str) -> None:
    wrapped = as_data(as_data(text))
    closing = wrapped.rsplit("\n", 1)[1]
    assert wrapped.count(closing) == 1
