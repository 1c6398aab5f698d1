from pathlib import Path

import numpy as np
import psycopg
import pytest
from pgvector import Vector

from jd_assets.database.connection import SCHEMA, Connect, connector, pooled_connector
from jd_assets.failures import TransientFailure


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


def refusals(connect: Connect) -> int:
    with connect() as connection:
        row = connection.execute("SELECT count(*) FROM refused_input").fetchone()
    assert row
    return int(row[0])


def refuse(connection: psycopg.Connection) -> None:
    connection.execute("INSERT INTO refused_input (source, source_id, reason) VALUES ('drop', '1', 'no text')")


def test_a_block_that_ends_is_committed(connect: Connect) -> None:
    with connect() as connection:
        refuse(connection)
    assert refusals(connect) == 1


def test_a_block_that_raises_is_rolled_back_and_its_error_goes_on(connect: Connect) -> None:
    def fail() -> None:
        with connect() as connection:
            refuse(connection)
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fail()
    assert refusals(connect) == 0


def test_a_failing_statement_takes_the_block_back(connect: Connect) -> None:
    def fail() -> None:
        with connect() as connection:
            refuse(connection)
            connection.execute("SELECT * FROM nowhere")

    with pytest.raises(psycopg.errors.UndefinedTable):
        fail()
    assert refusals(connect) == 0


def test_a_connection_is_closed_after_its_block(connect: Connect) -> None:
    with connect() as kept:
        pass
    with pytest.raises(KeyError), connect() as dropped:
        raise KeyError
    assert kept.closed
    assert dropped.closed


def test_tables_are_found_in_the_schema_of_the_package(connect: Connect) -> None:
    with connect() as connection:
        assert connection.execute("SELECT current_schema()").fetchone() == (SCHEMA,)


def test_vectors_come_and_go_without_loss(connect: Connect) -> None:
    vector = np.array([0.1, -2.5, 3e-7], dtype=np.float32)
    with connect() as connection:
        row = connection.execute("SELECT %s::vector", (Vector(vector),)).fetchone()
    assert row
    assert np.array_equal(row[0].to_numpy(), vector)


def test_a_server_that_is_not_there_is_one_sentence_that_says_what_to_check(tmp_path: Path) -> None:
    connect = connector(f"postgresql://someone:s3cret@/jobs?host={tmp_path}")
    with pytest.raises(TransientFailure) as failure, connect():
        pass
    sentence = str(failure.value)
    assert sentence.startswith("The database cannot be reached (")
    assert sentence.endswith("check JD_DATABASE_URL")
    assert "\n" not in sentence
    assert "s3cret" not in sentence


def test_a_pool_keeps_connections_and_each_block_is_a_transaction(emptied_url: str) -> None:
    with pooled_connector(emptied_url, 1) as connect:
        with connect() as connection:
            refuse(connection)
            pid = connection.info.backend_pid

        def fail() -> None:
            with connect() as connection:
                assert connection.info.backend_pid == pid
                connection.execute("DELETE FROM refused_input")
                raise KeyError("mine")

        with pytest.raises(KeyError, match="mine"):
            fail()
        assert refusals(connect) == 1


def test_a_pool_goes_on_after_the_server_closed_its_connections(emptied_url: str) -> None:
    with pooled_connector(emptied_url, 2) as connect:
        with connect() as connection:
            pid = connection.info.backend_pid
        with psycopg.connect(emptied_url) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
        assert refusals(connect) == 0


def test_a_pool_whose_server_is_away_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.database.connection.WAIT_SECONDS", 0.2)
    with (
        pooled_connector("postgresql://127.0.0.1:1/nowhere", 1) as connect,
        pytest.raises(TransientFailure, match="JD_DATABASE_URL"),
        connect(),
    ):
        pass
