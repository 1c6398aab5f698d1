from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel, ValidationError

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.run import PartialRun
from jd_assets.web.run_page import render_run_page
from jd_assets_tests.web.markup import Markup

HOSTILE = (
    """</script></style></pre>"' onload=alert(1) x='"><script>alert(1)</script>"""
    """<img src=x onerror=alert(1)>&amp;{{ 7*7 }}"""
)

M = TypeVar("M", bound=BaseModel)


def everywhere(model: M, change: Callable[[str], str]) -> M:
    """The model with every string changed; those that may only have certain values are left as they are."""
    before = model.model_dump()
    data = _changed(before, change)
    try:
        return type(model).model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            _copy(before, data, problem["loc"])
    return type(model).model_validate(data)


def hostile(page: PartialRun) -> PartialRun:
    assert page.nano_parse
    assert page.skill_extraction
    assert page.run_record
    return PartialRun(
        posting=everywhere(page.posting, lambda _: HOSTILE),
        nano_parse=everywhere(page.nano_parse, lambda _: HOSTILE),
        skill_extraction=everywhere(page.skill_extraction, lambda _: HOSTILE),
        run_record=everywhere(page.run_record, lambda _: HOSTILE),
    )


@pytest.fixture(params=["decided", "rejected", "failed"])
def hostile_html(request: pytest.FixtureRequest, page: PartialRun, rejected_page: PartialRun) -> str:
    chosen = hostile(rejected_page if request.param == "rejected" else page)
    if request.param == "failed":
        chosen = replace(chosen, run_record=None, failure=Failure(HOSTILE, "permanent", HOSTILE))
    return render_run_page(chosen)


def test_page_has_no_elements_but_its_own(hostile_html: str) -> None:
    markup = Markup(hostile_html)

    assert len(markup.all("script")) == 1
    assert len(markup.all("style")) == 1
    assert markup.all("img, iframe, object, form, base") == []


def test_no_attribute_comes_from_the_posting(hostile_html: str) -> None:
    names = {name for node in Markup(hostile_html).all("*") for name in node.attributes}

    assert not {name for name in names if name.startswith("on")}
    assert names <= {
        *("id", "class", "href", "lang", "title", "role", "tabindex", "type", "rel", "name", "content"),
        *("charset", "http-equiv", "scope", "open", "data-section", "data-skill", "data-skills", "data-copy"),
        *("aria-label", "aria-labelledby", "aria-hidden", "hidden", "x", "width", "height", "rx"),
    }


def test_hostile_text_is_shown_as_it_is(page: PartialRun) -> None:
    markup = Markup(render_run_page(hostile(page)))

    assert markup.text(".jd") == HOSTILE
    assert HOSTILE in markup.text("h1")


def test_hostile_keys_are_escaped(page: PartialRun) -> None:
    assert page.run_record
    record = page.run_record.model_copy(deep=True)
    record.extract_from_jd.stage4_decision.thresholds = {HOSTILE: 1.0}
    meta = record.extract_details.skills_detail[1].new_skill_meta
    assert meta
    meta.typed, meta.enrichment = {HOSTILE: HOSTILE}, {HOSTILE: [HOSTILE]}

    markup = Markup(render_run_page(replace(page, run_record=record)))

    assert len(markup.all("script")) == 1
    assert markup.all("img") == []


def test_only_the_pages_own_script_may_run(page: PartialRun) -> None:
    policy = next(
        meta.attributes["content"] or ""
        for meta in Markup(render_run_page(page)).all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )

    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _changed(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_changed(item, change) for item in value]
    return value


def _copy(source: Any, target: Any, location: tuple[int | str, ...]) -> None:
    *way, last = location
    for step in way:
        source, target = source[step], target[step]
    target[last] = source[last]
