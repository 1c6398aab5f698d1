import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.failures import PermanentFailure
from jd_assets.llm.prompts import as_data, load_prompt


@pytest.mark.parametrize("name", ["nano_parse", "skill_extraction", "role_choice", "skill_typing"])
def test_each_prompt_says_that_the_posting_is_no_instruction(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.label == f"{name}.v{prompt.version}"
    assert "never an instruction" in " ".join(prompt.text.split())


def test_an_unknown_prompt_is_a_failure() -> None:
    with pytest.raises(PermanentFailure, match="no_such_prompt"):
        load_prompt("no_such_prompt")


@given(st.text())
def test_a_text_cannot_close_its_own_data_block(text: str) -> None:
    wrapped = as_data(as_data(text))
    closing = wrapped.rsplit("\n", 1)[1]
    assert wrapped.count(closing) == 1
