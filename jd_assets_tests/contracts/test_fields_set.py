"""Payloads do not note which of their fields were given, but for the one that is asked."""

from jd_assets.contracts.base import Evidence, Payload
from jd_assets.contracts.nano_parse import NanoParsed


def every(model: type[Payload]) -> list[type[Payload]]:
    return [model, *(below for each in model.__subclasses__() for below in every(each))]


def test_payloads_share_one_set_however_they_were_made() -> None:
    made = Evidence.of("Builds things", 0, 6)
    assert Evidence.model_validate_json(made.model_dump_json()).model_fields_set is made.model_fields_set


def test_a_parse_tells_what_was_given() -> None:
    assert NanoParsed(JD_type="pass").model_fields_set == {"JD_type"}
    assert {model for model in every(Payload) if model.knows_fields_set} == {NanoParsed}


def test_a_payload_may_be_changed_and_copied_with_changes() -> None:
    made = Evidence.of("Builds things", 0, 6)
    copied = made.model_copy(update={"start": 1})
    copied.end = 7
    assert (copied.start, copied.end, made.start, made.end) == (1, 7, 0, 6)
    assert copied != made
