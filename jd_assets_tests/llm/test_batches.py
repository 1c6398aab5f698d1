"""The Batch API: questions are written down, sent, collected and paid once, whatever the server does."""

import json
from collections.abc import Iterator, Sequence

import pytest

from jd_assets.database.connection import Connect, connector
from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure
from jd_assets.llm.answer import AnswerRefused, LlmAnswer
from jd_assets.llm.batch_exchange import BatchExchange, Turn, counts
from jd_assets.llm.batch_questions import MOST_TRIES, QuestionBook
from jd_assets.llm.cache import PostgresAnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.failures import AwaitsBatch
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.usage import cost_usd
from jd_assets_tests.llm.asking import Colour, ask_all
from jd_assets_tests.llm.fake_batch_server import FakeBatchServer, Line, chat, no, ok


class House:
    """A client that asks through the Batch API, and what exchanges for it."""

    def __init__(self, connect: Connect, server: FakeBatchServer, **changes: object) -> None:
        given = {"engine": "openai", "model": "gpt-6-luna", "base_url": server.url, "service_tier": "batch"}
        self.settings = LlmSettings.model_validate(given | {"max_retries": 0, "timeout_seconds": 5} | changes)
        self.connect, self.server = connect, server
        self.client = LlmClient(self.settings, PostgresAnswerCache(connect), book=QuestionBook(connect))

    def ask(self, *texts: str) -> Sequence[LlmAnswer[Colour] | JdAssetsError]:
        return ask_all(self.client, texts)

    def write_down(self, *texts: str) -> None:
        with pytest.raises(AwaitsBatch):
            self.ask(*texts)

    def turn(self) -> Turn:
        return BatchExchange(self.connect, self.settings).turn()

    def colours(self, *texts: str) -> list[str]:
        return [each.parsed.name for each in self.ask(*texts) if isinstance(each, LlmAnswer)]

    def counts(self) -> tuple[int, int, int, int]:
        with self.connect() as connection:
            return counts(connection)

    def paid(self) -> tuple[int, float]:
        with self.connect() as connection:
            row = connection.execute("SELECT count(*), coalesce(sum(cost_usd), 0)::float FROM jd.llm_call").fetchone()
        return (row[0], row[1]) if row else (0, 0.0)


def echo(request: Line) -> Line:
    """The text that was asked about, as a colour."""
    return ok(chat(json.dumps({"name": request["body"]["messages"][1]["content"].strip().split()[-1]})))


@pytest.fixture
def server() -> Iterator[FakeBatchServer]:
    fake = FakeBatchServer(answer=lambda request: ok(chat('{"name": "red"}')))
    yield fake
    fake.close()


@pytest.fixture
def house(emptied_url: str, server: FakeBatchServer) -> House:
    return House(connector(emptied_url), server)


def test_questions_are_written_down_sent_and_found_answered(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple", "brick")
    assert house.turn().sent == 2
    house.write_down("apple", "brick")  # still under way
    server.finish()

    assert house.turn().answered == 2

    assert house.colours("apple", "brick") == ["red", "red"]
    assert len(server.asked) == 2


def test_a_request_is_that_of_a_call_at_once_without_a_tier(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    house.turn()
    [request] = server.requests("batch_1")
    assert (request["method"], request["url"]) == ("POST", "/v1/chat/completions")
    assert request["body"]["model"] == "gpt-6-luna"
    assert request["body"]["response_format"]["json_schema"]["strict"]
    assert "service_tier" not in request["body"]


def test_a_batch_costs_half(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    house.turn()
    server.finish()
    house.turn()

    whole = cost_usd("gpt-6-luna", {"prompt_tokens": 1000, "completion_tokens": 200}, server.url, None)
    assert whole
    calls, dollars = house.paid()
    assert calls == 1
    assert dollars == pytest.approx(whole / 2)


def test_the_same_question_of_two_runs_is_sent_once(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple", "brick")
    house.write_down("apple", "cherry")
    house.turn()
    house.write_down("apple")
    house.turn()
    assert len(server.asked) == len(set(server.asked)) == 3


def test_looking_again_at_a_collected_batch_pays_nothing(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    house.turn()
    server.finish()
    for _ in range(3):
        house.turn()
    assert house.paid()[0] == 1
    assert len(server.batches) == 1


def test_a_batch_whose_creation_nobody_heard_of_is_found_again(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    server.drop_after.add(("POST", "/v1/batches"))
    with pytest.raises(TransientFailure):
        house.turn()

    house.turn()

    assert len(server.batches) == 1
    server.finish()
    assert house.turn().answered == 1


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/files"), ("POST", "/v1/batches"), ("GET", "/v1/batches/batch_1")]
)
@pytest.mark.parametrize(
    "reply", [(500, '{"error": {"message": "out of order"}}'), (503, "<html>away</html>"), (200, "<html>hello</html>")]
)
def test_a_server_that_is_away_for_a_while_loses_nothing(
    house: House, server: FakeBatchServer, method: str, path: str, reply: tuple[int, str]
) -> None:
    house.write_down("apple")
    if method == "GET":
        house.turn()
        server.finish()
    server.broken[method, path] = [reply]
    with pytest.raises(TransientFailure):
        house.turn()
    for _ in range(3):
        house.turn()
        server.finish()
    assert house.colours("apple") == ["red"]
    assert house.paid()[0] == 1


def test_results_that_cannot_be_fetched_now_are_fetched_later(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    house.turn()
    server.finish()
    server.broken["GET", "/v1/files/file-output_file_id-batch_1/content"] = [(502, "bad gateway")]
    with pytest.raises(TransientFailure):
        house.turn()
    assert house.turn().answered == 1


def test_a_refused_key_is_said(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    server.broken["POST", "/v1/files"] = [(401, '{"error": {"message": "wrong key"}}')]
    with pytest.raises(PermanentFailure, match="401"):
        house.turn()
    assert house.counts()[:2] == (0, 1)


def test_a_request_that_is_refused_fails_its_question_alone(house: House, server: FakeBatchServer) -> None:
    server.answer = lambda request: no(400, "too long") if "long" in json.dumps(request["body"]) else echo(request)
    house.write_down("apple", "a long one")
    house.turn()
    server.finish()

    assert (house.turn().answered, house.counts()[3]) == (1, 1)

    [outcome] = house.ask("a long one")
    assert isinstance(outcome, AnswerRefused)
    assert "too long" in str(outcome)


def test_a_failure_that_was_told_is_asked_anew_when_somebody_tries_again(house: House, server: FakeBatchServer) -> None:
    server.answer = lambda request: no(400, "too long")
    house.write_down("apple")
    house.turn()
    server.finish()
    house.turn()
    house.ask("apple")

    server.answer = lambda request: ok(chat('{"name": "green"}'))
    house.write_down("apple")
    house.turn()
    server.finish()
    house.turn()

    assert house.colours("apple") == ["green"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_request_that_met_a_passing_fault_goes_into_the_next_batch(
    house: House, server: FakeBatchServer, status: int
) -> None:
    server.answer = lambda request: no(status, "later")
    house.write_down("apple")
    house.turn()
    server.finish()
    server.answer = lambda request: ok(chat('{"name": "red"}'))
    assert house.turn().unanswered == 1
    server.finish()
    house.turn()
    assert house.colours("apple") == ["red"]


@pytest.mark.parametrize("status", ["expired", "cancelled"])
def test_what_a_batch_left_out_goes_into_the_next_one(house: House, server: FakeBatchServer, status: str) -> None:
    answers = iter([ok(chat('{"name": "red"}'))])
    server.answer = lambda request: next(answers, None)
    house.write_down("apple", "brick", "cherry")
    house.turn()
    server.finish(status)
    done = house.turn()
    assert (done.answered, done.unanswered, done.sent) == (1, 2, 2)


def test_questions_of_batches_that_are_refused_as_a_whole_fail_in_the_end(
    house: House, server: FakeBatchServer
) -> None:
    house.write_down("apple")
    for _ in range(MOST_TRIES):
        house.turn()
        server.finish("failed", errors=["the model is not there"])
    house.turn()
    [outcome] = house.ask("apple")
    assert "the model is not there" in str(outcome)
    assert len(server.batches) == MOST_TRIES


def test_answers_that_nobody_can_use_are_asked_for_again_and_fail_in_the_end(
    house: House, server: FakeBatchServer
) -> None:
    server.answer = lambda request: ok(chat("no JSON at all"))
    for _ in range(MOST_TRIES):
        house.write_down("apple")
        house.turn()
        server.finish()
        house.turn()
    [outcome] = house.ask("apple")
    assert isinstance(outcome, AnswerRefused)
    assert house.paid()[0] == MOST_TRIES


def test_a_refusal_is_paid_for_and_not_asked_again(house: House, server: FakeBatchServer) -> None:
    server.answer = lambda request: ok(chat("", refusal="I will not"))
    house.write_down("apple")
    house.turn()
    server.finish()
    house.turn()
    [outcome] = house.ask("apple")
    assert "I will not" in str(outcome)
    assert house.paid()[0] == 1


def test_lines_that_are_no_answers_harm_no_others(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    house.turn()
    server.finish()
    file = "file-output_file_id-batch_1"
    stranger = json.dumps({"custom_id": "nobody's"} | ok(chat("{}")))
    server.files[file] = "\n".join(["", "{half", "[]", '"text"', stranger, server.files[file], server.files[file]])
    assert house.turn().answered == 1
    assert house.paid()[0] == 1


def test_nothing_is_sent_while_the_day_has_no_money_left(
    emptied_url: str, house: House, server: FakeBatchServer
) -> None:
    poor = House(connector(emptied_url), server, max_usd_day=0.0)
    house.write_down("apple")
    assert "JD_LLM_MAX_USD_DAY" in poor.turn().held_back
    assert not server.batches
    assert house.turn().sent == 1


def test_one_process_at_a_time_exchanges(house: House, server: FakeBatchServer) -> None:
    house.write_down("apple")
    with house.connect() as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('jd.llm_batch'))")
        assert house.turn() == Turn()
    assert house.turn().sent == 1
