"""Calls that may be sent again: an Idempotency-Key gives the same answer for a day, whatever has changed since."""

import hashlib
from collections.abc import Callable

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.web.problems import FieldError, ProblemError, problem

MAX_KEY_CHARS = 200


def once(connect: Connect, holder: str, key: str, call: str, body: bytes, work: Callable[[], str]) -> str:
    """The answer of `work`, or that of the call that had this key before.

    Args:
        connect: The database.
        holder: Who calls; keys of two holders never meet.
        key: Their name of the call.
        call: Method and path.
        body: What is sent; another body under the same key is a mistake.
        work: Makes the answer. Where it raises, the key can be used again.

    Raises:
        ProblemError: The key belongs to another call, or to one that is at work.
    """
    if len(key) > MAX_KEY_CHARS:
        detail = f"An Idempotency-Key has at most {MAX_KEY_CHARS} characters"
        raise ProblemError(problem(400, detail))
    names = {"holder": holder, "key": key}
    request_hash = hashlib.sha256(call.encode() + b"\n" + body).digest()
    with connect() as connection:
        connection.execute(sql("http_call_forget"))
        begun = connection.execute(sql("http_call_begin"), names | {"request_hash": request_hash}).fetchone()
    if not begun:
        return _known(connect, names, request_hash)
    try:
        answer = work()
    except BaseException:
        with connect() as connection:
            connection.execute(sql("http_call_drop"), names)
        raise
    with connect() as connection:
        connection.execute(sql("http_call_end"), names | {"answer": answer})
    return answer


def _known(connect: Connect, names: dict[str, str], request_hash: bytes) -> str:
    with connect() as connection:
        row = connection.execute(sql("http_call_known"), names).fetchone()
    if row is not None and row[0] != request_hash:
        detail = "This Idempotency-Key belongs to another call: send this one under a key of its own"
        raise ProblemError(problem(422, detail, [FieldError(pointer="", detail=detail)]))
    if row is None or row[1] is None:
        detail = "The call with this Idempotency-Key is at work: ask again in a moment"
        raise ProblemError(problem(409, detail), {"Retry-After": "1"})
    return str(row[1])
